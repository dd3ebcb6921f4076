"""What a run says about itself: one line each, on stderr."""

import sys
import traceback

from posecheck.printable import printable


def note(words: str) -> None:
    """Print one line about the run."""
    line = " ".join(words.splitlines())
    print(f"posecheck: {printable(line)}", file=sys.stderr, flush=True)


def complain(error: BaseException, words: str | None = None, *, debug: bool = False) -> None:
    """Print one line about an error, and its traceback for `debug`."""
    note(words or str(error))
    if debug:
        traceback.print_exception(error)
