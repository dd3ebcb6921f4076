"""The environment of this process as its C libraries see it, past `os.environ`."""

import ctypes
import os

import pytest


def native(name: str) -> str | None:
    """The variable as a C library in this process sees it."""
    getenv = ctypes.CDLL(None).getenv
    getenv.restype = ctypes.c_char_p
    value = getenv(name.encode())
    return None if value is None else value.decode()


needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs the C library's getenv")
