"""Standard streams that are there, also where the caller has closed them."""

import os
import sys
from pathlib import Path


def open_closed_streams() -> None:
    """Let streams that were closed (`>&-`, or a program without a console) lead to nowhere.

    Otherwise the next file that is opened takes their number, and whatever a library prints goes
    into it.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
