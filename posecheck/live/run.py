"""A live session from start to end: camera, coach, window, voice, films and history."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from posecheck.clips.analysis import UNLABELLED, Labels
from posecheck.coach import Coach, Event, SessionResult
from posecheck.errors import HistoryError, InputError, PosecheckError
from posecheck.history import History
from posecheck.live.display import Display, TerminalDisplay, WindowDisplay
from posecheck.live.inference import Inference
from posecheck.live.keep import Keeper, history_before
from posecheck.live.loop import Films, Loop
from posecheck.live.recording import Recording
from posecheck.live.voice import Voice
from posecheck.live.window import Stage
from posecheck.outputs.terminal.notes import note
from posecheck.pose.model import Model
from posecheck.pose.pose import Side
from posecheck.stretches.own import readable_own_stretches
from posecheck.stretches.routine import Routine, built_in_routines, find_routine
from posecheck.stretches.stretch import all_built_in
from posecheck.video.camera import Capture, LiveSource, Shot, open_live
from posecheck.video.film import check_film

FIRST_CAMERA = "0"


@dataclass(frozen=True)
class LiveOptions:
    """What the user asked for.

    Attributes:
        routine: The id or the TOML file of a routine or stretch; None to choose in the window.
        source: The number of a camera, a recording, or the address of a stream; None for the first
            camera or, in the browser, for the camera of the page.
        speed: How many times faster to play a recording; 0 judges every frame, however long that
            takes.
        side: The only leg to have in front; None for both, one after the other.
        hold_s: The seconds of every hold; None for the routine's own.
        voice: Whether to speak, or to beep where nothing can be spoken.
        breathing: Whether to speak the breathing pace too.
        window: Whether to show the picture.
        browser: Whether to show the session on a page in the browser, in place of a window.
        share: Whether other devices on the local network may take part there.
        mirror: Whether to show it as in a mirror.
        labels: Whose session it is, and a note, for the history.
        record: Where to record what is shown; None for nowhere.
        record_clean: Where to record the camera's own pictures; None for nowhere.
        force: Whether recordings may replace older files.
    """

    routine: str | None = None
    source: str | None = None
    speed: float = 1.0
    side: Side | None = None
    hold_s: float | None = None
    voice: bool = True
    breathing: bool = False
    window: bool = True
    browser: bool = False
    share: bool = False
    mirror: bool = True
    labels: Labels = UNLABELLED
    record: Path | None = None
    record_clean: Path | None = None
    force: bool = False


@dataclass(frozen=True)
class LiveResult:
    """How a session ended.

    Attributes:
        session: Its result; None where nothing was chosen.
        stopped: Whether it was stopped by Ctrl-C.
        error: What ended it, or why a film could not be written; None without an error. Of several,
            the first one; the others have been said.
    """

    session: SessionResult | None = None
    stopped: bool = False
    error: PosecheckError | None = None


def run_live(
    options: LiveOptions, model: Model, on_shown: Callable[[Shot], None] = lambda shot: None
) -> LiveResult:
    """Coach one session, and return when it is over.

    What was held is added to the history, however the session ends.

    Args:
        options: What the user asked for.
        model: The pose model.
        on_shown: Called with each frame once it is shown.

    Returns:
        How it ended.

    Raises:
        PosecheckError: If the session cannot begin.
    """
    named = _routine(options, options.routine) if options.routine else None
    for film in filter(None, (options.record, options.record_clean)):
        check_film(film)  # now: nobody is to be filmed by a page in vain
    with ExitStack() as stack:
        scene = (_in_browser if options.browser else _in_window)(options, named, stack)
        if scene is None:
            return LiveResult()
        began = datetime.now().astimezone()  # not before: a page may wait for hours to be started
        coach = Coach(scene.routine, safety_note=_safety_note_due(began))
        keeper = stack.enter_context(Keeper(coach, began, options.labels))
        ended = _coach(options, model, coach, keeper, scene, on_shown)
        recorded = None if ended.stopped or ended.error else options.record_clean
        scene.display.finish(
            coach.result,
            history_before(began, options.labels.name),
            _report_maker(recorded, model, scene.routine) if recorded else None,
        )
    source = scene.source
    if source.warning:
        note(source.warning)
    return LiveResult(coach.result, ended.stopped, ended.error)


@dataclass(frozen=True)
class _Scene:
    """What is done, from where it is seen, and where it is shown."""

    routine: Routine
    source: LiveSource
    stage: Stage
    display: Display


def _in_window(options: LiveOptions, named: Routine | None, stack: ExitStack) -> _Scene | None:
    """A session in a window or in the terminal; None where the person quits."""
    source = stack.enter_context(open_live(options.source or FIRST_CAMERA, options.speed))
    stage = Stage(source.size, mirror=options.mirror)
    display = stack.enter_context(
        WindowDisplay(stage.size) if options.window else TerminalDisplay()
    )
    routine = named or _chosen(options, display)
    return _Scene(routine, source, stage, display) if routine else None


def _in_browser(options: LiveOptions, named: Routine | None, stack: ExitStack) -> _Scene | None:
    """A session on a page, which waits to be started; None where the person quits."""
    try:
        from posecheck.live.browser.display import PageDisplay
    except ImportError as error:
        raise InputError(
            "--browser needs some packages more: pip install 'posecheck[browser]'."
        ) from error
    source: LiveSource | None = None
    if options.source is not None:
        source = stack.enter_context(open_live(options.source, options.speed))
    settings = {"voice": options.voice, "mirror": options.mirror}
    display = PageDisplay(
        films=source is None,
        shared=options.share,
        breathing=options.breathing,
        settings=settings,
    )
    stack.enter_context(display)
    if named and display.choose([named.title]) is None:
        return None
    routine = named or _chosen(options, display)
    source = source or (display.open_camera() if routine else None)
    if routine is None or source is None:
        return None
    return _Scene(routine, source, Stage(source.size, mirror=options.mirror), display)


@dataclass(frozen=True)
class _Ended:
    stopped: bool
    error: PosecheckError | None


def _coach(
    options: LiveOptions,
    model: Model,
    coach: Coach,
    keeper: Keeper,
    scene: _Scene,
    on_shown: Callable[[Shot], None],
) -> _Ended:
    source, stage, display = scene.source, scene.stage, scene.display
    stopped = False
    with ExitStack() as stack:
        capture = Capture(source)
        voice = None
        if options.voice and not display.has_voice:
            voice = stack.enter_context(Voice(note, breathing=options.breathing))
        films = Films(
            _recording(stack, options, options.record, stage.size, drawn=True),
            _recording(stack, options, options.record_clean, source.size),
            Stage(source.size, mirror=False) if options.record else None,
        )

        def tell(events: tuple[Event, ...]) -> None:
            if voice:
                voice.tell(events)
            display.tell(events)
            keeper.look()

        inference = stack.enter_context(Inference(capture, model, coach, tell))
        try:
            display.show(stage.blank(), None, None)
            inference.wait_until_ready()
            stack.enter_context(capture)
            stack.enter_context(display.following(capture, inference))
            Loop(capture, inference, stage, display, films, on_shown).run()
        except KeyboardInterrupt:
            stopped = True
    failures = [inference.error, capture.error, *(film.error for film in films.wanted)]
    errors = [*filter(None, failures)]
    for other in errors[1:]:
        note(str(other))
    error = errors[0] if errors else None
    if error is None or isinstance(error, PosecheckError):
        return _Ended(stopped, error)
    raise error


def _recording(
    stack: ExitStack,
    options: LiveOptions,
    path: Path | None,
    size: tuple[int, int],
    *,
    drawn: bool = False,
) -> Recording | None:
    if path is None:
        return None
    recording = Recording(path, size, drawn=drawn, replaces=options.force)
    return stack.enter_context(recording)


def _routine(options: LiveOptions, name: str) -> Routine:
    routine = find_routine(name, options.side)
    if options.hold_s is None:
        return routine
    steps = tuple(step.model_copy(update={"hold_s": options.hold_s}) for step in routine.step)
    return routine.model_copy(update={"step": steps})


def _chosen(options: LiveOptions, display: Display) -> Routine | None:
    """The routine or stretch that the person chooses; None if they quit."""
    offered = choices()
    number = display.choose([title for title, _ in offered])
    return None if number is None else _routine(options, offered[number][1])


def choices() -> list[tuple[str, str]]:
    """The title and the id of what a session can be chosen from, the user's own stretches last."""
    routines = [(f"{r.title}: {len(r.step)} stretches", r.id) for r in built_in_routines()]
    stretches = (*all_built_in(), *readable_own_stretches(note))
    return [*routines, *((stretch.title, stretch.id) for stretch in stretches)]


def _report_maker(recorded: Path, model: Model, routine: Routine) -> Callable[[Path], Path]:
    """What makes the report of a recording; loaded when it is made, as no session needs it."""

    def make(folder: Path) -> Path:
        from posecheck.live.browser.report import make_report

        stretches = {step.stretch.id: step.stretch for step in routine.step}
        return make_report(recorded, model, [*stretches.values()], folder)

    return make


def _safety_note_due(now: datetime) -> bool:
    """Whether it was not shown today yet, as far as that is known."""
    try:
        with History() as history:
            if history.notice:
                note(history.notice)
            return history.safety_note_due(now.date())
    except HistoryError as error:
        note(str(error))
        return True
