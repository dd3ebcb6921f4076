"""`python -m posecheck`, and the command `posecheck`."""

import sys

from posecheck.exit_code import ExitCode


def main() -> None:
    """Run the command line; Ctrl-C is told in one line also while it is still being loaded."""
    try:
        from posecheck.cli.main import main as run

        run()
    except KeyboardInterrupt:
        print("posecheck: stopped", file=sys.stderr)
        sys.exit(ExitCode.STOPPED)


if __name__ == "__main__":
    main()
