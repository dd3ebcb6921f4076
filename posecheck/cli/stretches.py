"""`posecheck stretches`: list the stretches, or describe one."""

from typing import Annotated

import typer

from posecheck.cli.options import Debug
from posecheck.exit_code import ExitCode


def stretches(
    stretch: Annotated[
        str | None,
        typer.Argument(metavar="[ID|FILE.toml]", help="Describe this stretch or routine in full."),
    ] = None,
    own: Annotated[
        bool, typer.Option("--own", help="List your own stretches, and say where they are.")
    ] = False,
    debug: Debug = False,
) -> int:
    """List the stretches, or show how one is done, filmed and checked."""
    from posecheck.outputs.terminal.notes import note
    from posecheck.outputs.terminal.printing import show
    from posecheck.outputs.terminal.stretch_text import routine_text, stretch_list
    from posecheck.stretches.own import own_folder, readable_own_stretches
    from posecheck.stretches.routine import built_in_routines, find_routine
    from posecheck.stretches.stretch import all_built_in

    if stretch:
        show(routine_text(find_routine(stretch)))
        return ExitCode.DONE
    problems: list[str] = []
    listed = [*readable_own_stretches(problems.append)]
    if own:
        note(f"your own stretches are in {own_folder()}; `posecheck teach` adds to them")
        show(stretch_list(listed))
    else:
        show(stretch_list((*all_built_in(), *listed), built_in_routines()))
    for problem in problems:
        note(problem)
    return ExitCode.BAD_INPUT if problems else ExitCode.DONE
