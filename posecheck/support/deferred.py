"""Modules that other packages import, loaded only once something of them is used."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import accumulate
from types import ModuleType
from typing import Any


class _Placeholder(ModuleType):
    """Takes the place of a module, and imports it when an attribute is first asked for."""

    def __getattr__(self, name: str) -> Any:
        module = import_module(self.__name__)
        if module is self:  # within the block; the import system asks every package for its path
            raise AttributeError(f"{self.__name__} is deferred: it has no {name} yet")
        return getattr(module, name)


@contextmanager
def deferred(*modules: str) -> Iterator[None]:
    """Give what is imported in the block placeholders for some modules.

    Afterwards an import gets the real ones. Modules that are loaded already are left alone.

    Args:
        modules: Full names; their packages are put off with them.

    Examples:
        >>> import sys
        >>> _ = sys.modules.pop("plistlib", None)  # loaded by something else, perhaps
        >>> with deferred("plistlib"):
        ...     import plistlib
        >>> "plistlib" in sys.modules
        False
        >>> plistlib.loads(b"<plist><true/></plist>")
        True
    """
    names = [name for module in modules for name in _with_packages(module)]
    placeholders = {name: _Placeholder(name) for name in names if name not in sys.modules}
    for name, placeholder in placeholders.items():
        package, _, child = name.rpartition(".")
        if package in placeholders:
            setattr(placeholders[package], child, placeholder)
    sys.modules.update(placeholders)
    try:
        yield
    finally:
        for name in placeholders:
            sys.modules.pop(name, None)


def _with_packages(module: str) -> Iterator[str]:
    """`a.b.c` as `a`, `a.b` and `a.b.c`."""
    return accumulate(module.split("."), "{}.{}".format)
