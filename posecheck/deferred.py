"""Modules that somebody else imports, put off until something of them is used."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Stands where a module was imported, and imports it when it is first asked for something."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


@contextmanager
def deferred(package: str, module: str) -> Iterator[None]:
    """What is imported within gets stand-ins for a package and its module, unless they are there.

    Afterwards whoever imports them gets the real ones.
    """
    names = (package, f"{package}.{module}")
    if any(name in sys.modules for name in names):
        yield
        return
    outer, inner = (_StandIn(name) for name in names)
    setattr(outer, module, inner)
    sys.modules.update(zip(names, (outer, inner), strict=True))
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
