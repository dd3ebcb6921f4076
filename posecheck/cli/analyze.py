"""`posecheck analyze`: judge the stretch in videos or pictures."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from posecheck.cli.options import (
    Debug,
    EveryFrame,
    Force,
    FromTime,
    FrontLegSide,
    LimitTexts,
    Note,
    OwnModel,
    StretchName,
    ToTime,
    Whose,
    parse_limits,
    parse_span,
    side_named,
)


def analyze(
    videos: Annotated[
        list[Path],
        typer.Argument(
            metavar="VIDEO", readable=False, help="Videos, pictures, or folders of them."
        ),
    ],
    stretch: StretchName = "auto",
    side: FrontLegSide = "auto",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write report, video and tables to this folder; several clips get a subfolder "
            "each.",
        ),
    ] = None,
    force: Force = False,
    video: Annotated[
        bool | None,
        typer.Option(
            "--video/--no-video",
            help="Write an annotated video of each clip. By default only with --out; --video "
            "without --out writes it next to the clip.",
            show_default=False,
        ),
    ] = None,
    full_size: Annotated[
        bool, typer.Option("--full-size", help="Write videos as large as the clip, not 720p.")
    ] = False,
    embed: Annotated[
        bool, typer.Option("--embed", help="Embed the video in the report, as one file.")
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="Show two clips side by side; needs --out.")
    ] = False,
    format: Annotated[
        Literal["csv", "parquet", "trc", "dlc"],
        typer.Option(help="Format of the landmarks in --out; trc and dlc come beside CSV."),
    ] = "csv",
    from_: FromTime = None,
    to: ToTime = None,
    name: Whose = None,
    note: Note = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="Add what was held to the history.")
    ] = False,
    limit: LimitTexts = None,
    model: OwnModel = None,
    json: Annotated[
        str | None, typer.Option(metavar="-|FILE", help="Results as JSON, to stdout or a file.")
    ] = None,
    every_frame: EveryFrame = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show every position rule, and what it read.")
    ] = False,
    debug: Debug = False,
) -> int:
    """Judge the stretch in videos or pictures."""
    from posecheck.clips import batch
    from posecheck.clips.analysis import Labels, choose_stretches, stretch_files
    from posecheck.outputs import plan, remembered
    from posecheck.outputs.options import OutputOptions, settings_words
    from posecheck.outputs.targets import Targets
    from posecheck.outputs.terminal import printing
    from posecheck.outputs.terminal.progress_bars import ProgressBars
    from posecheck.pose.model import find_model

    span = parse_span(from_, to)
    stretches = choose_stretches(stretch, parse_limits(limit))
    pose_model = find_model(model)
    printing.note_own_model(pose_model)
    printing.note_idle_side(side_named(side), stretches)
    clips, outcomes = batch.find_clips(videos)
    if compare and outcomes and outcomes[0].error:
        raise outcomes[0].error  # rather than count the clips that are there
    if remember:
        remembered.check_history()
    targets = Targets([*clips, *stretch_files(stretch), pose_model.path], force=force)
    read = remembered.ReadClips()
    printer = printing.ResultPrinter(stretches, json, targets, explain=explain, debug=debug)
    chosen = OutputOptions(
        film=video,
        full_size=full_size,
        landmarks=format,
        embed=embed,
        compare=compare,
        settings=settings_words(stretch, side, limit or ()),
    )
    with plan.claimed(out), printer, ProgressBars(len(clips)) as bars:
        planned = plan.plan_for(clips, stretches, chosen, targets, folder=out)
        for outcome in outcomes:
            printer.add(outcome)
        with planned.index:
            for outcome in batch.analyze_clips(
                read.in_turn(clips) if remember else clips,
                pose_model,
                stretches,
                side=side_named(side),
                span=span,
                labels=Labels(name, note),
                every_frame=every_frame,
                outputs=planned.outputs,
                on_open=bars.opened,
                on_frame=bars.advanced,
            ):
                bars.finished()
                printer.add(outcome)
                if remember:
                    outcome = remembered.remember(
                        outcome, stretches, read, side=side_named(side), debug=debug
                    )
                outcomes.append(outcome)
        if planned.index_path:
            printer.written(planned.index_path)
    return batch.exit_code(outcomes)
