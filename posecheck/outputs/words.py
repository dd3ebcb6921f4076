"""Ids, sides, views and cameras in words, for every output."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from posecheck.assess.assessor import OUT_OF_POSITION
from posecheck.assess.hold import GRACE_S
from posecheck.assess.recognise import RECOGNISED_S
from posecheck.assess.steadiness import STEADY
from posecheck.clips.result import CheckPart, ClipPart, ClipResult, HoldPart, PausePart, SideWord
from posecheck.coach.seconds import whole_seconds
from posecheck.coach.wording import WORTH_SAYING_S, side_words
from posecheck.outputs.numbers import with_unit
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import BUILT_IN, Camera, Motion, Stretch, built_in
from posecheck.support.debounce import LONGEST_STEP_S

TRUNK_LENGTHS = "% of trunk: of its length, from the hips to the shoulders."

NOTHING_TO_CORRECT = "Nothing to correct in what could be judged."

HARDLY_FOUND = 0.5
"""A person found in a smaller share of the frames than this was hardly in the picture."""


SHORT_S = RECOGNISED_S + 0.2
"""In a clip shorter than this nobody can be seen to hold a stretch for as long as it takes to be
recognised: the first frames tell too little."""

ALL_JUDGED = 0.995
"""From this share on, all of the time was judged, in whole percent."""

TIME, REPETITIONS = "time", "repetitions"
"""What the share of a check that was good is a share of."""

OTHER_VIEW = 0.1
"""Time from another side is worth a word from this share of the time on."""


def name_of(id: str) -> str:
    """An id as people read it: `front knee`."""
    return id.replace("_", " ")


def title_of(id: str) -> str:
    """An id as a title: `Front knee`."""
    return name_of(id).capitalize()


def front_leg_words(side: Side | SideWord) -> str:
    """Which leg is in front: `left leg in front`, `each leg in turn in front`."""
    return "each leg in turn in front" if side == "both" else side_words(Side(side))


def shows_both_legs(result: ClipResult, stretch: Stretch) -> bool:
    """Whether each leg was in front: then a value over the whole clip is of neither."""
    return stretch.has_front_leg and result.side == "both"


def hold_leg_words(side: SideWord) -> str:
    """Which leg was in front in one hold."""
    return "front leg not known" if side == "both" else front_leg_words(side)


def views_words(views: Iterable[ViewKind]) -> str:
    """Camera views: `from the side or from the front`."""
    chosen = set(views)
    return " or ".join(kind.words for kind in ViewKind if kind in chosen)


def other_views(part: CheckPart, stretch: Stretch, seen_from: ViewKind | None) -> set[ViewKind]:
    """The other views that show a check: those of its variant that was asked, else of all."""
    variants = stretch.variants(part.id)
    asked = [v for v in variants if v.measure == part.measure and seen_from in v.views]
    return {view for variant in asked or variants for view in variant.views} - {seen_from}


def only_seen_words(views: Collection[ViewKind]) -> str:
    """The end of a sentence about what is read from there alone: `, seen from the front`.

    Nothing where it is read from everywhere.
    """
    return "" if set(views) == set(ViewKind) else f", seen {views_words(views)}"


def camera_words(camera: Camera) -> str:
    """Where to put the camera, and why."""
    low, high = camera.height_m
    also = f", or {camera.also.words}" if camera.also else ""
    return f"{camera.view.words}{also}; {low:g} to {high:g} m high. {camera.why}"


def clock_words(time_s: float) -> str:
    """A moment of a clip in minutes and seconds.

    Examples:
        >>> clock_words(67.26)
        '1:07.3'
    """
    tenths = round(time_s * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def span_words(clip: ClipPart) -> str | None:
    """The part of a file that was analysed: `0:10.0 to 1:15.0`; None for all of it."""
    if clip.to_s is None:
        return f"from {clock_words(clip.from_s)} on" if clip.from_s else None
    return f"{clock_words(clip.from_s)} to {clock_words(clip.to_s)}"


def parts_words(result: ClipResult, stretches: Sequence[Stretch]) -> list[str]:
    """The parts of a clip with several stretches: `0:00.0 to 0:20.1 Bridge, score 90`."""
    titles = {stretch.id: stretch.title for stretch in stretches}
    return [
        f"{span_words(part.clip)}: {titles.get(part.stretch.id or '', part.stretch.id)}"
        f", {scored_words(part)}"
        for part in result.parts
    ]


def seen_words(result: ClipResult) -> str:
    """From which side the person was seen, and for how much of the clip."""
    view = result.view.kind.words if result.view.kind else "from an unknown side"
    found = result.person.found_fraction
    return view if result.is_picture else f"{view}; a person was found in {found:.0%} of the clip"


BENT_T, BENT_DEG = (0.0, 0.055, 0.09, 0.18), (0.0, 30.0, 45.0, 80.0)
"""`back_rounding` in trunk lengths, and by how many degrees the spine is flexed there: measured on
rendered backs up to 45 degrees (docs/MEASURES.md), and in a straight line beyond."""


def pauses_within(hold: HoldPart) -> list[PausePart]:
    """The pauses of a hold, without the one in which the person left: that is its end."""
    return [
        pause
        for pause in hold.pauses
        if pause.reason != OUT_OF_POSITION or pause.at_s < hold.end_s - GRACE_S
    ]


def bent_part_words(part: CheckPart) -> str | None:
    """How far a back is bent, in degrees, if it is more than is good; None for other checks."""
    if part.value is None or part.verdict is Grade.GOOD:
        return None
    return bent_words(part.value, part.measure)


def bent_words(value: float, measure: str) -> str | None:
    """How far a back that is not good is bent, in degrees; None for other measures.

    Examples:
        >>> bent_words(0.066, "back_rounding")
        'rounded by about 35°'
    """
    if measure != "back_rounding":
        return None
    degrees = 5 * round(float(np.interp(abs(value), BENT_T, BENT_DEG)) / 5)
    if not degrees:
        return "nearly straight"
    return f"{'rounded' if value > 0 else 'arched'} by about {degrees}°"


def judged_words(result: ClipResult) -> str | None:
    """In how much of the time the main check could be judged; None where in all of it."""
    share = result.judged_fraction
    return None if share is None or share >= ALL_JUDGED else f"judged in {share:.0%} of that time"


def score_words(result: ClipResult) -> str:
    """What the score is the share of: repetitions are judged where they turn, a picture once."""
    if result.is_picture:
        return "100 if no required check is at fix, else 0"
    partly = judged_words(result) is not None
    if result.repetitions:
        time = f"{'judged ' if partly else ''}time at the turning points"
    else:
        time = f"time held{' and judged' if partly else ''}"
    share = f"share of the {time} without a required check at fix"
    return "; ".join(filter(None, (share, result.score_remark)))


def scored_words(result: ClipResult) -> str:
    """The score in a line about more: `score 90 of 100`, and which faults it leaves out."""
    if result.score is None:
        return "no score"
    score = f"score {result.score:.0f} of 100"
    return ", ".join(filter(None, (score, result.score_remark)))


def not_judged_words(good_s: float, clock_s: float | None, reason: str | None) -> str | None:
    """What was held but could not be judged; None where that is nothing worth saying.

    Args:
        good_s: The seconds held well.
        clock_s: All seconds on the clock; None where they are not known.
        reason: Why those beyond could not be judged.

    Examples:
        >>> not_judged_words(0.0, 30.0, "left ankle hidden")
        '30 s held, but could not be judged: left ankle hidden'
        >>> not_judged_words(12.0, 30.0, None)
        '18 s more held, but could not be judged'
    """
    unjudged_s = whole_seconds((clock_s or 0.0) - good_s)
    if unjudged_s < WORTH_SAYING_S:
        return None
    held = "more held" if whole_seconds(good_s) else "held"
    return f"{unjudged_s} s {held}, but could not be judged" + (f": {reason}" if reason else "")


def seconds_by_view(result: ClipResult) -> dict[ViewKind, float]:
    """For how many seconds from each side; of a clip with several stretches, only in this one."""
    own = [part for part in result.parts if part.stretch.id == result.stretch.id] or [result]
    seconds: dict[ViewKind, float] = defaultdict(float)
    for part in own:
        for seen in part.views:
            seconds[seen.kind] += seen.seconds
    return seconds


def other_views_words(result: ClipResult, stretch: Stretch) -> list[str]:
    """For how long the person was seen from other sides, and what of the rest they do not show."""
    sentences, by_view = [], seconds_by_view(result)
    least_s = max(1.0, OTHER_VIEW * sum(by_view.values()))
    for kind in sorted(by_view, key=lambda kind: -by_view[kind]):
        if kind is not result.view.kind and by_view[kind] >= least_s:
            unseen = _unseen(kind, result, stretch)
            missing = f", which does not show {', '.join(unseen)}" if unseen else ""
            sentences.append(f"Seen {kind.words} for {by_view[kind]:.1f} s of the clip{missing}.")
    return sentences


def _unseen(kind: ViewKind, result: ClipResult, stretch: Stretch) -> list[str]:
    """What the view of the result shows, and another one does not."""
    unseen = [
        name_of(id)
        for id in stretch.check_ids
        if result.view.kind in stretch.views_of(id) and kind not in stretch.views_of(id)
    ]
    repeats = bool(result.repetitions) and stretch.motion_seen(kind) is None
    return [*unseen, "repetitions"] if repeats else unseen


def counted_in(part: CheckPart, result: ClipResult) -> str | None:
    """What the share of a check that was good is a share of: `TIME` or `REPETITIONS`.

    A stretch done as repetitions is judged where they turn; bouncing counts whenever it was. None
    for a picture, which has neither.
    """
    if result.is_picture:
        return None
    return REPETITIONS if result.repetitions and part.id != STEADY.id else TIME


def check_name(part: CheckPart, result: ClipResult) -> str:
    """The id of a check, with what was measured where a clip shows several variants of it."""
    several = any(other.id == part.id for other in result.variants)
    return f"{part.id} ({name_of(part.measure)})" if several else part.id


def cue_words(part: CheckPart) -> str | None:
    """What to do about a check, and on which side where only one needs it; None for nothing."""
    if part.cue is None or part.side is None:
        return part.cue
    return f"{part.cue} (with the {front_leg_words(part.side)})"


def with_leg_words(side: Side | SideWord | None) -> str:
    """` with the left leg in front`; empty where it does not matter which."""
    return f" with the {front_leg_words(side)}" if side else ""


def stretch_title(stretch_id: str) -> str:
    """The title of a stretch of which only the id is known.

    Examples:
        >>> stretch_title("half_kneeling_lunge")
        'Half-kneeling lunge'
        >>> stretch_title("my_squat")
        'My squat'
    """
    return built_in(stretch_id).title if stretch_id in BUILT_IN else title_of(stretch_id)


def repetitions_words(result: ClipResult, stretch: Stretch) -> str | None:
    """How often a stretch was done as a repetition, and how deep: `8 repetitions, ... 168 to 171°`.

    Args:
        result: Of a clip with this stretch.
        stretch: What was done.

    Returns:
        None where it was held.
    """
    if not result.repetitions or result.view.kind is None:
        return None
    depths = [turn.value for turn in result.turning_points if turn.value is not None]
    return turning_words(result.repetitions, depths, stretch.motion_seen(result.view.kind))


def turning_words(count: int, depths: Sequence[float], motion: Motion | None) -> str:
    """How often a movement turned, and how deep: `8 repetitions, hips at their highest 171°`.

    Args:
        count: How often.
        depths: Its values in degrees where it turned.
        motion: What moved; None where it cannot be told.
    """
    words = "1 repetition" if count == 1 else f"{count} repetitions"
    if motion is None or not depths:
        return words
    low, high = round(min(depths)), round(max(depths))
    span = f"{low}" if low == high else f"{low} to {high}"
    return f"{words}, {motion.turning} {with_unit(span, 'deg')}"


def has_too_few_frames(result: ClipResult) -> bool:
    """Whether the frames are so far apart that they say nothing about the time between them."""
    return not result.is_picture and 0 < result.clip.fps < 1 / LONGEST_STEP_S


def what_to_try(result: ClipResult, stretches: Sequence[Stretch]) -> list[str]:
    """What to try where nobody was in position, a sentence or two each.

    Args:
        result: Of a clip without a stretch.
        stretches: Those that were looked for.
    """
    if has_too_few_frames(result):
        return [
            f"The clip has {result.clip.fps:.2g} frames a second, too few to judge a movement; "
            f"film with at least {1 / LONGEST_STEP_S:g}, better 15."
        ]
    is_named, is_found = len(stretches) == 1, result.person.found_fraction > 0
    is_short = not result.is_picture and result.clip.duration_s < SHORT_S
    if is_short and is_found and not is_named:
        return [
            f"The clip lasts {result.clip.duration_s:.1f} s, and a stretch is recognised once it "
            "is held for a second: show more of it, or name the stretch: --stretch ID"
        ]
    if result.obstacle:
        return [
            "Do it with the other leg in front, or leave out --side: it is found by itself.",
            "Where the film is mirrored, its left is your right: name the side that it shows.",
        ]
    advice = [
        "Have the whole body in the picture, from head to feet, the camera level, 2 to 4 m away."
    ]
    if result.person.found_fraction < HARDLY_FOUND:
        advice.append("One person alone, in good light, in fitted clothes.")
    if is_named:
        stretch = stretches[0]
        advice.append(f"Put the camera {camera_words(stretch.camera)}")
        advice.append(f"How to do and film it: posecheck stretches {stretch.id}")
    else:
        if is_found:
            advice.append("Name the stretch, so that it need not be recognised: --stretch ID")
        advice.append("Put the camera where the stretch needs it.")
        advice.append("How to do and film a stretch: posecheck stretches ID")
    return advice
