"""`posecheck score`: judge many clips on all cores or on a cluster."""

from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli.options import (
    Debug,
    EveryFrame,
    Force,
    FromTime,
    FrontLegSide,
    LimitTexts,
    OwnModel,
    StretchName,
    ToTime,
    parse_limits,
    parse_span,
    side_named,
)


def score(
    clips: Annotated[
        list[str],
        typer.Argument(
            metavar="CLIP_OR_FOLDER",
            help="Videos, pictures, folders of them, or addresses such as s3://bucket/clip.mp4.",
        ),
    ],
    stretch: StretchName = "auto",
    side: FrontLegSide = "auto",
    from_: FromTime = None,
    to: ToTime = None,
    limit: LimitTexts = None,
    model: OwnModel = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Clips at a time here; by default one for each core."
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="tcp://HOST:PORT", help="Score on the workers of a Dask scheduler."),
    ] = None,
    json: Annotated[
        str | None,
        typer.Option(metavar="-|FILE", help="Results as JSON Lines, to stdout or a file."),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="-|FILE", help="Results as a table, one row per clip."),
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Resume from this file, skipping finished clips."),
    ] = None,
    expect: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            readable=False,
            help="Compare with the expectations in this file (TOML, CSV); exit 1 if they are "
            "not met.",
        ),
    ] = None,
    every_frame: EveryFrame = False,
    force: Force = False,
    debug: Debug = False,
) -> int:
    """Judge many clips on all cores or on a cluster, and compare with expectations."""
    from posecheck.clips.analysis import choose_stretches, stretch_files
    from posecheck.outputs.targets import Targets
    from posecheck.outputs.terminal import scoreboard
    from posecheck.outputs.terminal.notes import note
    from posecheck.outputs.terminal.printing import note_idle_jobs, note_idle_side, note_own_model
    from posecheck.pose.model import find_model
    from posecheck.scoring.expectations_file import load_expectations
    from posecheck.scoring.job import Settings
    from posecheck.scoring.run import score_clips
    from posecheck.scoring.source import find

    span = parse_span(from_, to)
    stretches = choose_stretches(stretch, parse_limits(limit))
    pose_model = find_model(model)
    note_own_model(pose_model)
    note_idle_side(side_named(side), stretches)
    note_idle_jobs(jobs, cluster)
    settings = Settings.of(
        stretches, pose_model, side_named(side), span=span, every_frame=every_frame
    )
    comparison = load_expectations(expect, settings.check_ids) if expect else None
    found, errors = find(clips)
    board = scoreboard.Scoreboard(found, comparison)
    read = [*found, *stretch_files(stretch), pose_model.path, expect or ""]
    targets = Targets(read, force=force)
    earlier = board.write(settings, targets, json=json, resume=resume, csv=csv)
    board.fail(errors.values(), debug=debug)
    with board:
        for scored in score_clips(
            found, settings, processes=jobs, scheduler=cluster, earlier=earlier, say=note
        ):
            board.add(scored)
    return board.exit_code
