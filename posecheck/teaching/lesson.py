"""From recordings to a stretch: what was learned, and how sure it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from statistics import median

from posecheck.errors import InputError
from posecheck.measures import MEASURES, Role
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import BUILT_IN, Camera, CheckSpec, Motion, Stretch
from posecheck.support.capitalized import capitalized
from posecheck.teaching.checks import (
    Learned,
    bad_value,
    choose_checks,
    left_out,
    one_sided,
    with_bad,
)
from posecheck.teaching.posture import is_uneven, is_upright, lies_on_side
from posecheck.teaching.readings import HALVES, LEGS, Moment, Quantity, usual_view
from posecheck.teaching.recording import Recording
from posecheck.teaching.references import References, shipped_references
from posecheck.teaching.rules import Position, choose_rules
from posecheck.teaching.words import cues, noun

LEAD_T = 0.6
"""One leg is in front whose knee and ankle together lead the other's by this many trunk lengths:
half as much again as `SideTracker` needs, so that it is known of other bodies, too."""

FRONT_SHARE = 0.9
"""The front leg must be known, and the same, in this share of the hold."""

LIKE_SHARE = 0.1
"""A built-in stretch is like this one if this share of its moments fits it."""

HEIGHT_M = (0.4, 1.2)
"""Where the camera of a learned stretch stands, in metres: floor and mat are well seen from there,
and references and benchmark are seen from 0.35 to 1.5 m."""

NEUTRAL_DEG = 120.0
"""A joint bent further than this is deepest at its lowest value, else at its highest."""


@dataclass(frozen=True)
class Wish:
    """What the user says about the stretch.

    Attributes:
        id: Of the stretch.
        title: Its name for people.
        hold_s: How long to hold it, in seconds.
        day: The day on which it is taught.
    """

    id: str
    title: str
    hold_s: float
    day: date


@dataclass(frozen=True, eq=False)
class LearnedView:
    """What was learned from one side.

    Attributes:
        view: From where the stretch is seen.
        names: Of the recordings seen from there.
        position: What tells it from other positions.
        compared: With how many moments of other positions it was compared.
        checks: What is checked.
        left_out: The ids of checks that are better not made, by why.
        on_side: Whether the person lies on their side.
        like: The built-in stretches that it cannot be told from.
    """

    view: ViewKind
    names: tuple[str, ...]
    position: Position
    compared: int
    checks: tuple[Learned, ...]
    left_out: Mapping[str, Sequence[str]]
    on_side: bool
    like: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Lesson:
    """A learned stretch.

    Attributes:
        stretch: The stretch as it is written to the file.
        views: What was learned from each side.
        remarks: What is not sure about it, a sentence each.
    """

    stretch: Stretch
    views: tuple[LearnedView, ...]
    remarks: tuple[str, ...]


def learn(
    wish: Wish,
    good: Sequence[Recording],
    bad: Sequence[tuple[Recording, str]] = (),
    references: References | None = None,
) -> Lesson:
    """Learn a stretch.

    Args:
        wish: What it is called, and how long it is held.
        good: Recordings in which it is done well.
        bad: Recordings in which it is done badly, each with the id of the check that it shows.
        references: Other positions to tell it from; by default those that posecheck brings.

    Raises:
        InputError: If nothing of it can be judged, or a bad recording names no check of it.
    """
    table = references or shipped_references()
    groups: dict[ViewKind, list[Recording]] = {}
    for recording in good:
        groups.setdefault(usual_view(recording.moments), []).append(recording)
    has_front = all(_front_leg(recording.moments) for recording in good)
    learned = [
        _learn_view(view, group, has_front, bad, table, _also(view, groups))
        for view, group in groups.items()
    ]
    _check_bad(bad, learned)
    if not all(view.position.rules for view in learned) or not any(v.checks for v in learned):
        seen = " and ".join(view.view.words for view in learned)
        raise InputError(f"seen {seen}, nothing of it can be judged; film it from another side.")
    stretch = _stretch(wish, learned, has_front=has_front)
    return Lesson(stretch, tuple(learned), tuple(_remarks(learned, good, has_front=has_front)))


NEIGHBOURS = {
    ViewKind.SIDE: (ViewKind.OBLIQUE,),
    ViewKind.FRONT: (ViewKind.OBLIQUE,),
    ViewKind.FEET: (ViewKind.OBLIQUE,),
}
"""What a camera sees that stands a little further round. Who named the stretch is in position there
too, and told what cannot be judged from there; recognised it is only from where it was shown."""


def _also(view: ViewKind, taught: Collection[ViewKind]) -> tuple[ViewKind, ...]:
    return tuple(other for other in NEIGHBOURS.get(view, ()) if other not in taught)


# ---------------------------------------------------------------------------------- one view


def _learn_view(
    view: ViewKind,
    recordings: Sequence[Recording],
    has_front: bool,
    bad: Sequence[tuple[Recording, str]],
    table: References,
    also: Sequence[ViewKind],
) -> LearnedView:
    roles = _roles(view, has_front=has_front)
    moments = [_seen_from(recording, view) for recording in recordings]
    position = choose_rules(moments, view, roles, table, also)
    wanted = [check for _, check in bad]
    chosen = choose_checks(moments, view, roles, wanted)
    checks = [one_sided(_with_bads(check, view, bad)) for check in chosen]
    others = table.seen_from(view)
    return LearnedView(
        view,
        tuple(recording.name for recording in recordings),
        position,
        len(others.labels),
        tuple(checks),
        left_out(moments, view, roles),
        any(lies_on_side(shown) for shown in moments),
        tuple(id for id in BUILT_IN if _is_like(id, position, others)),
    )


def _seen_from(recording: Recording, view: ViewKind) -> list[Moment]:
    return [moment for moment in recording.moments if moment.view is view]


def _roles(view: ViewKind, *, has_front: bool) -> tuple[Role, ...]:
    """Where no leg is in front and both are seen alike, neither can be meant."""
    if has_front:
        return LEGS
    return HALVES if view in (ViewKind.SIDE, ViewKind.OBLIQUE) else ()


def _front_leg(moments: Sequence[Moment]) -> bool:
    """Whether one leg is plainly in front, of somebody who stands, kneels or sits."""
    if not is_uneven(moments) or not is_upright(moments):
        return False
    for side in {moment.front for moment in moments} - {None}:
        led = [moment for moment in moments if moment.front is side]
        if len(led) >= FRONT_SHARE * len(moments):
            return _lead_t(led) >= LEAD_T
    return False


def _lead_t(moments: Sequence[Moment]) -> float:
    front, rear = (
        [sum(m.values.get(Quantity(name, role), float("nan")) for name in AHEAD) for m in moments]
        for role in LEGS
    )
    return median(a - b for a, b in zip(front, rear, strict=True))


AHEAD = ("knee_ahead", "ankle_ahead")


def _is_like(stretch_id: str, position: Position, others: References) -> bool:
    rows = int((others.labels == stretch_id).sum())
    return rows > 0 and position.fits_too.count(stretch_id) >= LIKE_SHARE * rows


def _with_bads(learned: Learned, view: ViewKind, bad: Sequence[tuple[Recording, str]]) -> Learned:
    for recording, check in bad:
        moments = _seen_from(recording, view)
        value = bad_value(learned, moments) if check == learned.id and moments else None
        if value is not None:
            learned = with_bad(learned, value, view)
    return learned


def _check_bad(bad: Sequence[tuple[Recording, str]], learned: Sequence[LearnedView]) -> None:
    known = list(dict.fromkeys(check.id for view in learned for check in view.checks))
    for recording, check in bad:
        if check not in known:
            raise InputError(
                f"--bad {recording.name}={check}: there is no such check; from this side there "
                f"are {', '.join(known)}."
            )
        seen = {usual_view(recording.moments)}
        if not seen & {view.view for view in learned}:
            raise InputError(
                f"--bad {recording.name}: it is seen {seen.pop().words}, the stretch "
                f"{' and '.join(view.view.words for view in learned)}; film both alike."
            )


# -------------------------------------------------------------------------------- the stretch


def _stretch(wish: Wish, learned: Sequence[LearnedView], *, has_front: bool) -> Stretch:
    like = [id for view in learned for id in view.like]
    first, *more = [view.view for view in learned]
    return Stretch(
        id=wish.id,
        title=wish.title,
        sides="left_right" if has_front else "both",
        hold_s=wish.hold_s,
        how=(
            f"Come into the position as it is shown in {learned[0].names[0]}.",
            "Hold still and breathe calmly; stop if anything hurts.",
        ),
        enter_steps=1,
        camera=Camera(
            view=first,
            height_m=HEIGHT_M,
            also=more[0] if more else None,
            why=f"It was taught from there ({learned[0].names[0]}).",
        ),
        told_from=frozenset() if like else frozenset(view.view for view in learned),
        passes_for=like[0] if like else None,
        position=tuple(rule for view in learned for rule in view.position.rules),
        mean_deviation=min(view.position.mean_deviation for view in learned),
        check=tuple(
            _spec(check, view, wish.day, priority)
            for view in learned
            for priority, check in enumerate(view.checks, start=1)
        ),
        motion=tuple(motion for view in learned for motion in _motion(view)),
    )


def _spec(learned: Learned, view: LearnedView, day: date, priority: int) -> CheckSpec:
    low, high = cues(*learned.quantity, learned.middle)
    unit = MEASURES[learned.quantity.measure].unit
    digits = 0 if unit == "deg" else 2
    return CheckSpec(
        id=learned.id,
        why=_why(learned, view, day),
        measure=learned.quantity.measure,
        side=learned.quantity.role,
        good=(round(learned.good[0], digits), round(learned.good[1], digits)),
        fix=_rounded_outwards(learned.fix, digits),
        views=frozenset({view.view}),
        cue_low=low if isfinite(learned.good[0]) else None,
        cue_high=high,
        priority=priority,
    )


def _rounded_outwards(limits: tuple[float, float], digits: int) -> tuple[float, float]:
    """Limits to so many digits: rounded inwards they would be narrower than people's variation."""
    half = 0.5 / 10**digits
    return round(limits[0] - half, digits), round(limits[1] + half, digits)


def _why(learned: Learned, view: LearnedView, day: date) -> str:
    words = noun(*learned.quantity)
    shown = _between(learned.shown, MEASURES[learned.quantity.measure].unit)
    names = " and ".join(view.names)
    text = f"{capitalized(words)}: {shown} in {names}, {day:%Y-%m-%d}."
    if learned.bad is not None and learned.told:
        unit = MEASURES[learned.quantity.measure].unit
        text += f" Done badly it was {value_words(learned.bad, unit)}; the limit lies between."
    return text


def value_words(value: float, unit: str) -> str:
    """A value as text, with its unit: `53 degrees`."""
    if unit == "deg":
        return f"{value:.0f} degrees"
    return f"{value:.2f} trunk lengths" if unit == "T" else f"{value:.2f}"


def _between(shown: tuple[float, float], unit: str) -> str:
    low, high = (value_words(value, unit) for value in shown)
    return low if low == high else f"{low.split()[0]} to {high}"


def _motion(view: LearnedView) -> Iterator[Motion]:
    """The first angle that is checked is the one that a swing shows in."""
    for check in view.checks:
        if MEASURES[check.quantity.measure].unit == "deg":
            leans = check.quantity.measure == "trunk_lean"
            low = check.middle < (0.0 if leans else NEUTRAL_DEG)
            yield Motion(
                measure=check.quantity.measure,
                side=check.quantity.role,
                views=frozenset({view.view}),
                deepest="low" if low else "high",
            )
            return


# ---------------------------------------------------------------------------- what is not sure


def _remarks(
    learned: Sequence[LearnedView], good: Sequence[Recording], *, has_front: bool
) -> Iterator[str]:
    seen = " and ".join(view.view.words for view in learned)
    yield f"Seen {seen} only: from elsewhere it is neither recognised nor judged."
    if len(good) == 1:
        yield (
            "Learned from one recording: the limits are as wide as people differ. With more "
            "recordings of it done well they fit better, with --bad they lie where you want them."
        )
    if not has_front and any(is_uneven(recording.moments) for recording in good):
        yield (
            "The legs do different things, but none is in front: film each side from the side "
            "that you filmed now, the same leg nearer to the camera."
        )
    for view in learned:
        yield from _view_remarks(view)


def _view_remarks(view: LearnedView) -> Iterator[str]:
    for id in view.like:
        yield f"Too like {id}, seen {view.view.words}: name it when you use it."
    others = [label for label in dict.fromkeys(view.position.fits_too) if label not in BUILT_IN]
    if others:
        names = ", ".join(label.replace("_", " ") for label in others[:MOST_NAMED])
        yield f"Seen {view.view.words}, these may be taken for it: {names}."
    for check in view.checks:
        if check.bad is not None and not check.told:
            unit = MEASURES[check.quantity.measure].unit
            error = value_words(MEASURES[check.quantity.measure].error[view.view], unit)
            yield (
                f"{check.id} cannot tell good ({_between(check.shown, unit)}) from bad "
                f"({value_words(check.bad, unit)}): it is right within {error} only."
            )
    for reason, ids in view.left_out.items():
        yield f"Not judged: {', '.join(ids)}, because {reason}."
    if view.on_side:
        yield (
            "Who lies on their side bends knees and hips level with the floor: no camera beside "
            "them shows how far, so they are not judged."
        )
    elif view.view is not ViewKind.SIDE:
        yield f"Seen {view.view.words}, the knees and hips are not judged; from the side they are."


MOST_NAMED = 5
"""How many other positions are named."""


def by_check(lesson: Lesson) -> Mapping[str, Learned]:
    """What was learned for each check, by its id; the first view's."""
    found: dict[str, Learned] = {}
    for view in lesson.views:
        for check in view.checks:
            found.setdefault(check.id, check)
    return found
