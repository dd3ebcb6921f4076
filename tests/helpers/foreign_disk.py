"""A disk that belongs to somebody else: files can be written there, but no permissions changed."""

import os
from errno import EPERM

import pytest


def let_no_permissions_change(patch: pytest.MonkeyPatch) -> None:
    """As on a folder that another system shares, or a memory card, which tests cannot mount."""

    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(EPERM, os.strerror(EPERM))

    patch.setattr(os, "chmod", refuse)
