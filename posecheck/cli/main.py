"""The application: its commands, and what becomes of an error.

Whatever is slow to import is imported inside the commands, so that `posecheck --help` is quick.
"""

import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli.analyze import analyze
from posecheck.cli.demo import demo
from posecheck.cli.doctor import doctor
from posecheck.cli.history import history
from posecheck.cli.live import live
from posecheck.cli.score import score
from posecheck.cli.stretches import stretches
from posecheck.cli.teach import teach
from posecheck.errors import (
    ASK_DOCTOR,
    CameraError,
    InputError,
    PosecheckError,
    VideoError,
    is_broken_install,
)
from posecheck.exit_code import ExitCode
from posecheck.outputs.terminal.notes import complain, discard, log_shown, note
from posecheck.version import __version__

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

for command in (analyze, score, live, stretches, teach, demo, history, doctor):
    app.command()(command)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"posecheck {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def posecheck(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Watch a person stretch and say what to correct, or why it cannot be judged."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def main(end_is_asked_for: Callable[[], bool] = lambda: False) -> None:
    """Run the command line and end the process with its exit code.

    Args:
        end_is_asked_for: Says whether a signal to end the process has come; by default none has.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with log_shown(_debug_wanted()):
        code = _run(end_is_asked_for)
    sys.exit(code)


def _run(end_is_asked_for: Callable[[], bool]) -> int:
    try:
        _refuse_empty(sys.argv[1:])
        code = app(prog_name="posecheck", standalone_mode=False) or ExitCode.DONE
        print(end="", flush=True)
    except typer.TyperException as error:
        return _fail(error, f"{error.format_message()} (see posecheck --help)")
    except (CameraError, VideoError) as error:
        if end_is_asked_for():  # PyAV takes Ctrl-C for an error of what it is opening
            raise KeyboardInterrupt from error
        return _fail(error)
    except typer.Abort:  # a question was not answered
        code = ExitCode.STOPPED
    except PosecheckError as error:
        return _fail(error)
    except (BrokenPipeError, SystemExit):  # Typer and rich exit when a pipe breaks, as at `| head`
        discard(sys.stdout)
        return ExitCode.PIPE_BROKEN
    except OSError as error:
        try:
            sys.stdout.flush()
        except OSError:
            discard(sys.stdout)
        return _fail(error, _words_for(error))
    except Exception as error:
        if end_is_asked_for():
            raise KeyboardInterrupt from error
        if is_broken_install(error):
            return _fail(error, f"{error}; {ASK_DOCTOR}")
        what = f"unexpected {type(error).__name__}: {error}"
        return _fail(error, f"{what}; please report it with the output of --debug")
    if code == ExitCode.STOPPED:
        note("stopped")
    return int(code)


def _words_for(error: OSError) -> str:
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the current folder was deleted; change to another one (cd)."
    where = f"{error.filename}: " if error.filename else ""
    why = f"{where}{error.strerror or error}"
    if is_broken_install(error):
        return f"{why}; {ASK_DOCTOR}"
    return f"{why}; check the name, the permissions and the space left"


def _refuse_empty(arguments: Sequence[str]) -> None:
    """Refuse empty text, which a script passes on from a variable that is not set.

    An empty path would be the current folder.
    """
    for before, argument in pairwise(("", *arguments)):
        option, equals, value = argument.partition("=")
        if not argument or (option.startswith("--") and equals and not value):
            after = option or before
            where = f" (after {after})" if after.startswith("-") else ""
            raise InputError(f"an argument is empty{where}; give its value, or leave it out.")


def _fail(error: BaseException, words: str | None = None) -> int:
    complain(error, words, debug=_debug_wanted())
    return ExitCode.BAD_INPUT


def _debug_wanted() -> bool:
    """Read from the arguments themselves: parsing them can fail, too."""
    return "--debug" in sys.argv
