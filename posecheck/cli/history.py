"""`posecheck history`: show or delete what was held in past live sessions."""

from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli.options import Debug, Force
from posecheck.errors import InputError


def history(
    plot: Annotated[bool, typer.Option("--plot", help="Plot the progress, too.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="OUT.html", help="Write the progress as a web page."),
    ] = None,
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete the whole history, after asking.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Show what was held in past live sessions, or delete it."""
    from posecheck.history import History
    from posecheck.outputs.report.history_page import write_history_page
    from posecheck.outputs.targets import Kind, Targets
    from posecheck.outputs.terminal import printing
    from posecheck.outputs.terminal.notes import note

    if delete and (html or plot):
        raise InputError("--delete shows nothing: leave out --html and --plot, or --delete.")
    with History() as kept:
        if kept.notice:
            note(kept.notice)
        if html:
            Targets([kept.path], force=force).check(html, Kind.PAGE)
            write_history_page(html, kept.entries())
            note(f"written: {html}")
        elif not delete:
            printing.show_history(kept.entries(), plot=plot)
        elif yes or typer.confirm(f"Delete all of {kept.path}?"):
            kept.delete_all()
            note("the history is deleted")
