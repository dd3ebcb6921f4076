"""How a run of posecheck ended, for whoever started it."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    FELL_SHORT = 1
    BAD_INPUT = 2
    NOTHING_JUDGED = 3
    STOPPED = 130
