"""`python -m posecheck`, and the command `posecheck`."""

import sys

from posecheck.exit_code import ExitCode
from posecheck.support.signals import ending_in_order
from posecheck.support.streams import open_closed_streams, outlive_terminal


def main() -> None:
    """Run the command line; Ctrl-C is told in one line also while it is still being loaded."""
    open_closed_streams()
    outlive_terminal()
    with ending_in_order() as end_is_asked_for:
        try:
            from posecheck.cli.main import main as run

            run(end_is_asked_for)
        except KeyboardInterrupt:
            print("posecheck: stopped", file=sys.stderr)
            sys.exit(ExitCode.STOPPED)


if __name__ == "__main__":
    main()
