"""`posecheck history`: show, write or delete what was held in past sessions and clips."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecheck.cli.options import Debug, Force, kept_words
from posecheck.errors import InputError

if TYPE_CHECKING:
    from posecheck.history import History


def history(
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", callback=kept_words, help="Only what was kept under this name."
        ),
    ] = None,
    plot: Annotated[bool, typer.Option("--plot", help="Plot the progress, too.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="OUT.html", help="Write the progress as a web page."),
    ] = None,
    json: Annotated[
        str | None,
        typer.Option(metavar="-|FILE", help="Write it as JSON Lines, to stdout or a file."),
    ] = None,
    csv: Annotated[
        str | None, typer.Option(metavar="-|FILE", help="Write it as a table (CSV).")
    ] = None,
    delete: Annotated[
        bool,
        typer.Option(
            "--delete",
            help="Delete the whole history, or with --name what was kept under it, after asking.",
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Show what was held in past sessions and clips, write it to files, or delete it."""
    from posecheck.history import History
    from posecheck.outputs.history_files import HistoryFiles
    from posecheck.outputs.targets import Targets
    from posecheck.outputs.terminal import printing
    from posecheck.outputs.terminal.notes import note

    files = HistoryFiles(html=html, json=json, csv=csv)
    if delete and (files.wanted or plot):
        raise InputError(
            "--delete shows nothing: leave out --html, --json, --csv and --plot, or --delete."
        )
    with History() as kept:
        if kept.notice:
            note(kept.notice)
        files.check(Targets([kept.path], force=force))
        if files.wanted:
            files.write(kept.entries(name), name)
        if delete:
            _delete(kept, name, yes=yes)
        elif plot or not files.wanted:
            printing.show_history(kept.entries(name), name, plot=plot)


def _delete(kept: "History", name: str | None, *, yes: bool) -> None:
    from posecheck.outputs.terminal.notes import note
    from posecheck.support.printable import printable

    what = "all" if name is None else f"all that is kept under {printable(name)}"
    if not yes and not typer.confirm(f"Delete {what} of {printable(str(kept.path))}?"):
        return
    if name is None:
        kept.delete_all()
        note("the history is deleted")
    elif kept.delete_of(name):
        note(f"what was kept under {name} is deleted")
    else:
        note(f"nothing was kept under {name}, so nothing is deleted")
    if name is not None and (aside := kept.set_aside()):
        files = ", ".join(printable(str(file)) for file in aside)
        note(f"not looked into: {files}; `posecheck history --delete` deletes all, these too")
