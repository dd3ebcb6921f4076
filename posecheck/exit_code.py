"""How a run of posecheck ended, for scripts."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command.

    Attributes:
        DONE: Everything was done; `score`: and was as expected.
        FELL_SHORT: `score` did not find what was expected.
        BAD_INPUT: Wrong usage, or an input that cannot be used.
        NOTHING_JUDGED: Nobody was in position in any clip, or nothing could be judged.
        STOPPED: Interrupted by Ctrl-C; 128 plus the number of SIGINT, as shells have it.
        PIPE_BROKEN: Whoever reads the output has gone, as at `| head -1`; 128 plus that of SIGPIPE.
    """

    DONE = 0
    FELL_SHORT = 1
    BAD_INPUT = 2
    NOTHING_JUDGED = 3
    STOPPED = 130
    PIPE_BROKEN = 141
