"""The command line: parses, calls, prints. Whatever is slow to import is imported when needed."""

import os
import sys
from math import inf
from pathlib import Path
from typing import Annotated, Literal

import typer

from posecheck.errors import InputError, PosecheckError
from posecheck.exit_code import ExitCode
from posecheck.outputs.terminal.notes import complain, log_shown, note
from posecheck.version import __version__

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

Debug = Annotated[
    bool, typer.Option("--debug", help="Show the log, and where an error comes from.")
]
StretchChoice = Annotated[
    str, typer.Option(metavar="auto|ID|FILE.toml", help="The stretch; auto recognises it.")
]
FrontLeg = Annotated[Literal["auto", "left", "right"], typer.Option(help="The leg in front.")]
OwnLimits = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CHECK=LO:HI",
        help="Other limits for a check; one of the two may be left out. Repeat for more.",
    ),
]
OwnModel = Annotated[
    Path | None,
    typer.Option(metavar="PATH", readable=False, help="Another pose_landmarker .task bundle."),
]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with log_shown(_debug_wanted()):
        code = _run()
    sys.exit(code)


def _run() -> int:
    try:
        code = app(prog_name="posecheck", standalone_mode=False) or ExitCode.DONE
        print(end="", flush=True)
    except typer.TyperException as error:
        return _wrong(error, f"{error.format_message()} (see posecheck --help)")
    except typer.Abort:  # a question was not answered
        code = ExitCode.STOPPED
    except PosecheckError as error:
        return _wrong(error)
    except (BrokenPipeError, SystemExit):  # Typer and rich exit when a pipe breaks, as at `| head`
        _let_go_of_stdout()
        return ExitCode.DONE
    except ImportError as error:
        return _wrong(error, f"{error}; `posecheck doctor` says what to do")
    except OSError as error:
        try:
            sys.stdout.flush()
        except OSError:
            _let_go_of_stdout()
        where = f"{error.filename}: " if error.filename else ""
        why = f"{where}{error.strerror or error}"
        return _wrong(error, f"{why}; check the name, the permissions and the space left")
    except Exception as error:
        what = f"unexpected {type(error).__name__}: {error}"
        return _wrong(error, f"{what}; please report it with what --debug adds")
    if code == ExitCode.STOPPED:
        note("stopped")
    return int(code)


def _let_go_of_stdout() -> None:
    """Lose what could not be written, which Python would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wrong(error: BaseException, words: str | None = None) -> int:
    complain(error, words, debug=_debug_wanted())
    return ExitCode.BAD_INPUT


def _debug_wanted() -> bool:
    """Known before the command line is parsed, which can fail, too."""
    return "--debug" in sys.argv


def _version(wanted: bool) -> None:
    if wanted:
        print(f"posecheck {__version__}")
        raise typer.Exit


def _limit(text: str) -> tuple[str, tuple[float, float]]:
    """`front_knee=60:110` as an id and its limits; raises InputError."""
    check, _, limits = text.partition("=")
    low, colon, high = limits.partition(":")
    try:
        ends = float(low or -inf), float(high or inf)
    except ValueError:
        colon = ""
    if not check or not colon or limits == ":" or not ends[0] < ends[1]:
        raise InputError(
            f"--limit {text}: not a limit; write CHECK=LOW:HIGH with the lower number first, "
            "as front_knee=60:110, front_knee=60: or front_knee=:110."
        )
    return check, ends


@app.callback(invoke_without_command=True)
def posecheck(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Watches a person stretch and says what to correct, or why it cannot judge."""
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def analyze(
    videos: Annotated[
        list[Path],
        typer.Argument(
            metavar="VIDEO", readable=False, help="Videos, pictures, or folders of them."
        ),
    ],
    stretch: StretchChoice = "auto",
    side: FrontLeg = "auto",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write report, film and tables into this folder; one in it for each of several.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite the results that --out has already.")
    ] = False,
    video: Annotated[
        bool | None,
        typer.Option(
            "--video/--no-video",
            help="Write an annotated film of each clip: with --out unless told not to, "
            "without it beside the clip if told to.",
            show_default=False,
        ),
    ] = None,
    full_size: Annotated[
        bool, typer.Option("--full-size", help="Write films as large as the clip, not 720p.")
    ] = False,
    embed: Annotated[
        bool, typer.Option("--embed", help="Put the film inside the report, as one file.")
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="Show two clips side by side; needs --out.")
    ] = False,
    format: Annotated[
        Literal["csv", "parquet", "trc"],
        typer.Option(help="How --out writes the landmarks; trc: as CSV and as TRC."),
    ] = "csv",
    limit: OwnLimits = None,
    model: OwnModel = None,
    json: Annotated[
        str | None, typer.Option(metavar="-|FILE", help="Results as JSON, to stdout or a file.")
    ] = None,
    debug: Debug = False,
) -> int:
    """Judge the stretch in videos or pictures."""
    from posecheck.clips import batch
    from posecheck.clips.analysis import choose_stretches
    from posecheck.outputs import plan
    from posecheck.outputs.terminal import printing
    from posecheck.outputs.terminal.progress import Bars
    from posecheck.pose.model import find_model
    from posecheck.pose.pose import Side

    wanted = choose_stretches(stretch, dict(_limit(text) for text in limit or ()))
    found_model = find_model(model)
    printing.note_own_model(found_model)
    clips, outcomes = batch.find_clips(videos)
    outputs = plan.outputs_for(
        clips,
        wanted,
        plan.Wanted(
            film=video,
            full_size=full_size,
            landmarks=format,
            embed=embed,
            compare=compare,
            settings=plan.settings_words(stretch, side, limit or ()),
        ),
        folder=out,
        force=force,
    )
    with printing.Report(wanted, json, clips, debug=debug) as report, Bars(len(clips)) as bars:
        for outcome in outcomes:
            report.add(outcome)
        for outcome in batch.analyze_clips(
            clips,
            found_model,
            wanted,
            side=None if side == "auto" else Side(side),
            outputs=outputs,
            on_open=bars.opened,
            on_frame=bars.advanced,
        ):
            bars.finished()
            report.add(outcome)
            outcomes.append(outcome)
    return batch.exit_code(outcomes)


@app.command()
def score(
    clips: Annotated[
        list[str],
        typer.Argument(
            metavar="CLIP_OR_FOLDER", help="Videos, pictures, folders of them, or s3://... of one."
        ),
    ],
    stretch: StretchChoice = "auto",
    side: FrontLeg = "auto",
    limit: OwnLimits = None,
    model: OwnModel = None,
    jobs: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Clips at a time; one for each core if not given."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="tcp://HOST:PORT", help="Score on the workers of a Dask scheduler."),
    ] = None,
    json: Annotated[
        str | None, typer.Option(metavar="-|FILE", help="Results as JSON Lines.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Results as a table, a row a clip.")
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Go on with these JSON Lines; what is done is left out."),
    ] = None,
    expect: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|DIR", readable=False, help="What is expected; exit 1 if it is not met."
        ),
    ] = None,
    debug: Debug = False,
) -> int:
    """Score many clips on all cores or on a cluster, and compare with what is expected."""
    from posecheck.clips.analysis import choose_stretches
    from posecheck.outputs.terminal import scoreboard
    from posecheck.outputs.terminal.printing import note_own_model
    from posecheck.pose.model import find_model
    from posecheck.pose.pose import Side
    from posecheck.scoring.expectations_file import load_expectations
    from posecheck.scoring.job import Settings
    from posecheck.scoring.run import score_clips
    from posecheck.scoring.source import find

    wanted = choose_stretches(stretch, dict(_limit(text) for text in limit or ()))
    found_model = find_model(model)
    note_own_model(found_model)
    settings = Settings.of(wanted, found_model, None if side == "auto" else Side(side))
    comparison = load_expectations(expect, settings.check_ids) if expect else None
    found, errors = find(clips)
    board = scoreboard.Scoreboard(found, comparison)
    earlier = board.write(settings, json=json, resume=resume, csv=csv)
    board.fail(errors, debug=debug)
    with board:
        for scored in score_clips(
            found, settings, processes=jobs, scheduler=cluster, earlier=earlier
        ):
            board.add(scored)
    return board.exit_code


@app.command()
def live(
    routine: Annotated[
        str | None,
        typer.Argument(
            metavar="[STRETCH|ROUTINE|FILE.toml]", help="What to do; without it, choose."
        ),
    ] = None,
    source: Annotated[
        str, typer.Option(metavar="0|FILE|URL", help="A camera's number, a recording, a stream.")
    ] = "0",
    side: Annotated[
        Literal["auto", "left", "right"], typer.Option(help="Only this leg in front.")
    ] = "auto",
    hold: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=1, help="Hold for so long each time.")
    ] = None,
    voice: Annotated[bool, typer.Option("--voice/--no-voice", help="Speak, or beep.")] = True,
    breathing: Annotated[
        Literal["drawn", "spoken"], typer.Option(help="Whether to speak the breathing pace.")
    ] = "drawn",
    window: Annotated[
        bool, typer.Option("--window/--no-window", help="Show the picture in a window.")
    ] = True,
    mirror: Annotated[
        bool, typer.Option("--mirror/--no-mirror", help="Show it as a mirror does.")
    ] = True,
    record: Annotated[
        Path | None, typer.Option(metavar="OUT.mp4", help="Record what is shown.")
    ] = None,
    record_clean: Annotated[
        Path | None, typer.Option(metavar="OUT.mp4", help="Record the camera's own picture.")
    ] = None,
    speed: Annotated[
        float,
        typer.Option(
            min=0, max=100, help="Play a recording so many times faster; 0: lose no frame of it."
        ),
    ] = 1.0,
    debug: Debug = False,
) -> int:
    """Coach you through a stretch or a routine, with a camera."""
    from posecheck.live import Wishes, run_live
    from posecheck.outputs.terminal import printing
    from posecheck.pose.model import find_model
    from posecheck.pose.pose import Side

    wishes = Wishes(
        routine=routine,
        source=source,
        speed=speed,
        side=None if side == "auto" else Side(side),
        hold_s=hold,
        voice=voice,
        breathing=breathing == "spoken",
        window=window,
        mirror=mirror,
        record=record,
        record_clean=record_clean,
    )
    ended = run_live(wishes, find_model())
    if ended.session:
        printing.show_session(ended.session)
    if ended.error:
        raise ended.error
    return ExitCode.STOPPED if ended.stopped else ExitCode.DONE


@app.command()
def stretches(
    stretch: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One stretch, in full; or a FILE.toml.")
    ] = None,
    debug: Debug = False,
) -> None:
    """List the stretches, or show one: how it is done, filmed and checked."""
    from posecheck.outputs.terminal.printing import show
    from posecheck.outputs.terminal.text import stretch_list, stretch_text
    from posecheck.stretches.stretch import all_built_in, find_stretch

    show(stretch_text(find_stretch(stretch)) if stretch else stretch_list(all_built_in()))


@app.command()
def demo(debug: Debug = False) -> None:
    """Analyse a sample clip, write its annotated film into this folder, say how to go on."""
    from posecheck.cli.demo import NEXT_STEPS, run_demo
    from posecheck.clips.analysis import choose_stretches
    from posecheck.outputs.terminal.printing import show, show_analysis
    from posecheck.outputs.terminal.progress import Bars

    with Bars(clips=1) as bars:
        analysis = run_demo(Path.cwd(), bars.opened, bars.advanced)
    show_analysis(analysis, choose_stretches())
    show(f"\n{NEXT_STEPS}")


@app.command()
def history(
    plot: Annotated[bool, typer.Option("--plot", help="Draw the progress, too.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="OUT.html", help="Write the progress as a page for the browser."),
    ] = None,
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete all of it, after asking.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    debug: Debug = False,
) -> None:
    """Show what was held in past live sessions, or delete it."""
    from posecheck.history import History
    from posecheck.outputs.report.progress import write_progress
    from posecheck.outputs.terminal import printing

    with History() as kept:
        if kept.notice:
            note(kept.notice)
        if html:
            write_progress(html, kept.entries())
            note(f"written: {html}")
        elif not delete:
            printing.show_history(kept.entries(), plot=plot)
        elif yes or typer.confirm(f"Delete all of {kept.path}?"):
            kept.delete_all()
            note("the history is deleted")


@app.command()
def doctor(debug: Debug = False) -> int:
    """Look at everything posecheck needs, and say what to do where it does not work."""
    from posecheck.doctor import all_needed_ok, examine

    findings = []
    for finding in examine():
        print(finding.lines, flush=True)
        findings.append(finding)
    return ExitCode.DONE if all_needed_ok(findings) else ExitCode.BAD_INPUT
