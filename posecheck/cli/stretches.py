"""`posecheck stretches`: list the stretches, or describe one."""

from typing import Annotated

import typer

from posecheck.cli.options import Debug


def stretches(
    stretch: Annotated[
        str | None,
        typer.Argument(metavar="[ID|FILE.toml]", help="Describe this stretch in full."),
    ] = None,
    debug: Debug = False,
) -> None:
    """List the stretches, or show how one is done, filmed and checked."""
    from posecheck.outputs.terminal.printing import show
    from posecheck.outputs.terminal.stretch_text import stretch_list, stretch_text
    from posecheck.stretches.stretch import all_built_in, find_stretch

    show(stretch_text(find_stretch(stretch)) if stretch else stretch_list(all_built_in()))
