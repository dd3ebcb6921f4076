"""Modules that somebody else imports, put off until something of them is used."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import accumulate
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Stands where a module was imported, and imports it when it is first asked for something."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


@contextmanager
def deferred(*modules: str) -> Iterator[None]:
    """What is imported within gets stand-ins for modules and their packages, unless they are there.

    Afterwards whoever imports them gets the real ones.
    """
    names = [name for module in modules for name in _with_packages(module)]
    stand_ins = {name: _StandIn(name) for name in names if name not in sys.modules}
    for name, stand_in in stand_ins.items():
        package, _, child = name.rpartition(".")
        if package in stand_ins:
            setattr(stand_ins[package], child, stand_in)
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)


def _with_packages(module: str) -> Iterator[str]:
    """`a.b.c` as `a`, `a.b` and `a.b.c`."""
    return accumulate(module.split("."), "{}.{}".format)
