"""From recordings to a stretch: what was learned, and how sure it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from statistics import median

from posecheck.errors import InputError
from posecheck.measures import MEASURES
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import Camera, CheckSpec, Motion, Stretch
from posecheck.support.capitalized import capitalized
from posecheck.teaching.checks import Learned
from posecheck.teaching.one_view import LearnedView, learn_view
from posecheck.teaching.posture import is_uneven, is_upright
from posecheck.teaching.readings import LEGS, Moment, Quantity, usual_view
from posecheck.teaching.recording import Recording
from posecheck.teaching.references import References, shipped_references
from posecheck.teaching.remarks import remarks
from posecheck.teaching.words import cues, noun, span_words, value_words

LEAD_T = 0.6
"""One leg is in front whose knee and ankle together lead the other's by this many trunk lengths:
half as much again as `SideTracker` needs, so that it is known of other bodies, too."""

FRONT_SHARE = 0.9
"""The front leg must be known, and the same, in this share of the hold."""

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
        learn_view(view, group, has_front, bad, table, _also(view, groups))
        for view, group in groups.items()
    ]
    if not all(view.position.rules for view in learned) or not any(v.checks for v in learned):
        raise InputError(_why_nothing(learned))
    _check_bad(bad, learned)
    stretch = _stretch(wish, learned, has_front=has_front)
    return Lesson(stretch, tuple(learned), tuple(remarks(stretch, learned, good)))


def _why_nothing(learned: Sequence[LearnedView]) -> str:
    """Why nothing can be judged, and what to do."""
    moving = [recording for view in learned if view.position.rules for recording in view.moving]
    if not moving:
        seen = " and ".join(view.view.words for view in learned)
        return f"seen {seen}, nothing of it can be judged; film it from another side."
    first = moving[0]
    start_s, end_s = first.held_s
    return (
        f"{first.name}: between {start_s:.1f} and {end_s:.1f} s it moves by more than what can be "
        "judged there; name a time in which it keeps still with --from and --to, or film it from "
        "another side."
    )


NEIGHBOURS = {
    ViewKind.SIDE: (ViewKind.OBLIQUE,),
    ViewKind.FRONT: (ViewKind.OBLIQUE,),
    ViewKind.FEET: (ViewKind.OBLIQUE,),
}
"""What a camera sees that stands a little further round. Who named the stretch is in position there
too, and told what cannot be judged from there; recognised it is where others are told from it."""


def _also(view: ViewKind, taught: Collection[ViewKind]) -> tuple[ViewKind, ...]:
    return tuple(other for other in NEIGHBOURS.get(view, ()) if other not in taught)


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
    told_from = frozenset[ViewKind]().union(*(view.position.told_from for view in learned))
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
        told_from=frozenset() if like else told_from,
        passes_for=like[0] if like else None,
        position=tuple(rule for view in learned for rule in view.position.rules),
        mean_deviation=min(view.position.mean_deviation for view in learned),
        check=tuple(
            _spec(check, view, wish.day, priority)
            for view in learned
            for priority, check in enumerate(_by_weight(view), start=1)
        ),
        motion=tuple(motion for view in learned for motion in _motion(view)),
    )


def _by_weight(view: LearnedView) -> list[Learned]:
    """The checks, those first that were shown done badly: they are what it is about."""
    return sorted(view.checks, key=lambda check: check.bad is None)


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
    shown = span_words(learned.shown, MEASURES[learned.quantity.measure].unit)
    names = " and ".join(view.names)
    text = f"{capitalized(words)}: {shown} in {names}, {day:%Y-%m-%d}."
    if learned.bad is not None and learned.told:
        unit = MEASURES[learned.quantity.measure].unit
        text += f" Done badly it was {value_words(learned.bad, unit)}; the limit lies between."
    return text


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


def by_check(lesson: Lesson) -> Mapping[str, Learned]:
    """What was learned for each check, by its id; the first view's."""
    found: dict[str, Learned] = {}
    for view in lesson.views:
        for check in view.checks:
            found.setdefault(check.id, check)
    return found
