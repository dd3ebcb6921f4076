"""`posecheck live`: be coached through a stretch or a routine, with a camera."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from posecheck.cli.options import Debug, Force, Note, SideChoice, Whose, side_named
from posecheck.errors import InputError
from posecheck.exit_code import ExitCode
from posecheck.stretches.seconds import LONGEST_HOLD_S

SLOWEST, FASTEST = 0.01, 100.0
"""How many times faster a recording may be played; slower, a minute takes hours."""


def live(
    routine: Annotated[
        str | None,
        typer.Argument(
            metavar="[STRETCH|ROUTINE|FILE.toml]", help="What to do; without it, choose."
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="0|FILE|URL",
            help="The number of a camera, a recording, a stream; without it, the first camera or, "
            "in the browser, its own.",
        ),
    ] = None,
    side: Annotated[SideChoice, typer.Option(help="Do only the side with this leg in front.")] = (
        "auto"
    ),
    hold: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS", min=1, max=LONGEST_HOLD_S, help="How long to hold each time."
        ),
    ] = None,
    voice: Annotated[
        bool, typer.Option("--voice/--no-voice", help="Speak; without it, beep.")
    ] = True,
    breathing: Annotated[
        Literal["drawn", "spoken"], typer.Option(help="Only draw the breathing pace, or speak it.")
    ] = "drawn",
    window: Annotated[
        bool, typer.Option("--window/--no-window", help="Show the picture in a window.")
    ] = True,
    browser: Annotated[
        bool,
        typer.Option("--browser", help="Show the session in the browser, not a window."),
    ] = False,
    share: Annotated[
        bool,
        typer.Option("--share", help="With --browser: let a phone or tablet of this network join."),
    ] = False,
    mirror: Annotated[
        bool, typer.Option("--mirror/--no-mirror", help="Show the picture as in a mirror.")
    ] = True,
    name: Whose = None,
    note: Note = None,
    record: Annotated[
        Path | None, typer.Option(metavar="OUT.mp4", help="Record what is shown.")
    ] = None,
    record_clean: Annotated[
        Path | None, typer.Option(metavar="OUT.mp4", help="Record the camera's own picture.")
    ] = None,
    speed: Annotated[
        float,
        typer.Option(
            min=0, max=FASTEST, help="Play a recording this many times faster; 0: skip no frame."
        ),
    ] = 1.0,
    force: Force = False,
    debug: Debug = False,
) -> int:
    """Coach you through a stretch or a routine, with a camera."""
    from posecheck.clips.analysis import Labels
    from posecheck.live import LiveOptions, run_live
    from posecheck.outputs.targets import Kind, Targets
    from posecheck.outputs.terminal import printing
    from posecheck.pose.model import find_model

    if 0 < speed < SLOWEST:
        raise InputError(f"--speed {speed:g}: give 0, or {SLOWEST:g} to {FASTEST:g}.")
    if share and not browser:
        raise InputError("--share goes with --browser: the page there is what is shared.")
    options = LiveOptions(
        routine=routine,
        source=source,
        speed=speed,
        side=side_named(side),
        hold_s=hold,
        voice=voice,
        breathing=breathing == "spoken",
        window=window,
        browser=browser,
        share=share,
        mirror=mirror,
        labels=Labels(name, note),
        record=record,
        record_clean=record_clean,
        force=force,
    )
    targets = Targets([source or "", routine or ""], force=force)
    for path in filter(None, (record, record_clean)):
        targets.check(path, Kind.RECORDING)
    ended = run_live(options, find_model())
    if ended.session:
        printing.show_session(ended.session)
    if ended.error:
        raise ended.error
    return ExitCode.STOPPED if ended.stopped else ExitCode.DONE
