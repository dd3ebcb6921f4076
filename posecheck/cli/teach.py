"""`posecheck teach`: learn a stretch of one's own from recordings."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecheck.cli.options import Debug, Force, OwnModel, parse_span
from posecheck.errors import InputError
from posecheck.stretches.seconds import LONGEST_HOLD_S

if TYPE_CHECKING:
    from posecheck.pose.model import Model
    from posecheck.teaching.lesson import Lesson, Wish
    from posecheck.teaching.proof import Proof
    from posecheck.teaching.recording import Recording
    from posecheck.video import Image
    from posecheck.video.span import Span

HOLD_S = 30.0

LONGEST_NAME = 100
"""In characters: of an id, which names files, and of a title, which heads pages and windows."""


def teach(
    good: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOOD.mp4", readable=False, help="Recordings of it done well: one is enough."
        ),
    ] = None,
    id: Annotated[
        str, typer.Option(metavar="ID", help="Its name in commands: small letters, digits and _.")
    ] = "",
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Its name for people.")] = None,
    bad: Annotated[
        list[str] | None,
        typer.Option(
            metavar="BAD.mp4=CHECK",
            help="A recording in which this check is not met. Can be repeated.",
        ),
    ] = None,
    hold: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=1, max=LONGEST_HOLD_S, help="How long to hold it."),
    ] = HOLD_S,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="TIME", help="When the hold begins; else it is found."),
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="TIME", help="When the hold ends; else it is found.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.toml", help="Where to write it; by default among your own stretches."
        ),
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Show it to the camera now, and record that.")
    ] = False,
    source: Annotated[str, typer.Option(metavar="0|FILE|URL", help="The camera of --live.")] = "0",
    window: Annotated[
        bool, typer.Option("--window/--no-window", help="Show the picture in a window.")
    ] = True,
    model: OwnModel = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Learn a stretch of your own from a recording of it, and write it to a file."""
    from posecheck.outputs.folders import make_folder
    from posecheck.outputs.report.lesson_page import lesson_page
    from posecheck.outputs.targets import Kind, Targets
    from posecheck.outputs.terminal.lesson_text import lesson_text
    from posecheck.outputs.terminal.notes import note
    from posecheck.outputs.terminal.printing import note_own_model, show
    from posecheck.pose.model import find_model
    from posecheck.stretches.own import own_file
    from posecheck.support.files import WholeFile, private_files
    from posecheck.teaching.stretch_file import toml_text
    from posecheck.video import open_clip

    wish = _wish(id, title, hold)
    span = parse_span(from_, to)
    clips, bad_clips = list(good or ()), [_bad(text) for text in bad or ()]
    if bool(clips) == live:
        raise InputError("give a recording of the stretch, or --live to record one now.")
    if len(clips) > 1 and not span.is_whole:
        raise InputError("--from and --to are for one recording; cut the others to their holds.")
    file = out or own_file(wish.id)
    if not file.name or file.is_dir():
        raise InputError(f"{file}: this is a folder; give the name of a file, such as my.toml.")
    page, film = file.with_suffix(".html"), file.with_suffix(".mp4")
    pose_model = find_model(model)
    inputs = [*clips, *(path for path, _ in bad_clips), pose_model.path]
    targets = Targets([*inputs, source if live else ""], force=force)
    targets.check(file, Kind.STRETCH)
    if file.suffix != ".toml":
        raise InputError(f"{file}: a stretch is found as a TOML file; let the name end in .toml.")
    targets.check(page, Kind.LESSON_PAGE)
    if live:
        targets.check(film, Kind.RECORDING)
    note_own_model(pose_model)
    for path, _ in bad_clips:  # or somebody would hold a stretch for the camera in vain
        open_clip(path).close()
    # Claimed now: of two runs that take minutes, the later would replace what the other made.
    with ExitStack() as stack:
        if out is None:
            stack.enter_context(private_files())
        make_folder(file.parent)
        stretch_file, page_file = (stack.enter_context(WholeFile(path)) for path in (file, page))
        if live:
            from posecheck.live.filming import filmed_hold

            clips = [stack.enter_context(filmed_hold(source, pose_model, film, window=window))]
        taught = _taught(wish, clips, bad_clips, span, pose_model)
        stretch_file.write(toml_text(taught.lesson))
        stretch_file.flush()  # or a full disk might be noticed when the page is in place
        page_file.write(lesson_page(taught.lesson, taught.proofs, taught.picture, file))
    show(lesson_text(taught.lesson, taught.shown, taught.proofs, file))
    note(f"written: {file}")
    note(f"written: {page}")


@dataclass(frozen=True)
class _Taught:
    """What was learned of the good recordings, a picture of the first, and the proof of all."""

    lesson: "Lesson"
    shown: "list[Recording]"
    proofs: "list[Proof]"
    picture: "Image | None"


def _taught(
    wish: "Wish",
    clips: list[Path],
    bad_clips: list[tuple[Path, str]],
    span: "Span",
    model: "Model",
) -> _Taught:
    from posecheck.outputs.report.lesson_page import HoldPicture
    from posecheck.outputs.terminal.notes import note
    from posecheck.outputs.terminal.progress_bars import ProgressBars
    from posecheck.teaching.lesson import learn
    from posecheck.teaching.proof import prove
    from posecheck.teaching.recording import record
    from posecheck.video.span import WHOLE

    with ProgressBars(2 * (len(clips) + len(bad_clips))) as bars:
        read = []
        for path in [*clips, *(path for path, _ in bad_clips)]:
            only = span if path in clips else WHOLE
            recording = record(path, model, only, bars.opened, bars.advanced)
            bars.finished()
            if recording.warning:
                note(f"{path}: {recording.warning}")
            read.append(recording)
        shown, faulty = read[: len(clips)], read[len(clips) :]
        named = [(r, check) for r, (_, check) in zip(faulty, bad_clips, strict=True)]
        lesson = learn(wish, shown, named)
        picture = HoldPicture(sum(shown[0].held_s) / 2)
        proofs = []
        for path, check in [*((path, None) for path in clips), *bad_clips]:
            only = span if check is None else WHOLE
            outputs = [lambda clip: picture] if path == clips[0] else []
            stretch = lesson.stretch
            proofs.append(
                prove(path, model, stretch, check, only, outputs, bars.opened, bars.advanced)
            )
            bars.finished()
    return _Taught(lesson, shown, proofs, picture.drawn())


def _wish(id: str, title: str | None, hold_s: float) -> "Wish":
    from datetime import datetime
    from math import isfinite

    from posecheck.stretches.fields import ID_PATTERN, TAKEN_IDS
    from posecheck.stretches.stretch import BUILT_IN
    from posecheck.support.printable import printable
    from posecheck.teaching.lesson import Wish

    if not ID_PATTERN.fullmatch(id) or len(id) > LONGEST_NAME:
        raise InputError(
            f"--id {id}: name the stretch in up to {LONGEST_NAME} small letters, digits and _, a "
            "letter first, such as supine_figure_four."
        )
    if id in BUILT_IN:
        raise InputError(f"--id {id}: posecheck has a stretch of this name; give it another one.")
    if id in TAKEN_IDS:
        raise InputError(f"--id {id}: this has another meaning already; give it another name.")
    if not isfinite(hold_s):
        raise InputError(f"--hold {hold_s:g}: give a number of seconds, such as 30.")
    words = title or id.replace("_", " ").capitalize()
    if printable(words) != words or len(words) > LONGEST_NAME:
        raise InputError(f"--title: use up to {LONGEST_NAME} characters that can be printed.")
    return Wish(id, words, hold_s, datetime.now().astimezone().date())


def _bad(text: str) -> tuple[Path, str]:
    path, equals, check = text.rpartition("=")
    if not equals or not path or not check:
        raise InputError(f"--bad {text}: write BAD.mp4=CHECK, such as bent.mp4=knee.")
    return Path(path), check
