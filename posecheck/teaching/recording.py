"""A recording to learn from: when the stretch is held in it, and what is wrong with it."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from posecheck.errors import InputError
from posecheck.pose.landmarker import Landmarker, PeopleCounter
from posecheck.pose.model import Model
from posecheck.pose.pose import Joint, Landmark, Pose
from posecheck.support.ahead import ahead
from posecheck.support.printable import printable_name
from posecheck.teaching.hold import LEAST_HOLD_S, calm_times
from posecheck.teaching.readings import Moment, Reader
from posecheck.video import Clip, Frame, open_clip
from posecheck.video.span import WHOLE, Span

LEAST_FOUND = 0.5
"""The least share of the frames in which somebody must be found."""

COUNT_EVERY_S = 1.0
"""How often people are counted in a recording; a count takes as long as two frames."""

CROWDED_SHARE = 0.5
"""Somebody else is in the way if they are in more than this share of the counts during the hold."""

OUTSIDE_SHARE = 0.5
"""A joint is outside the picture if it is in more than this share of the hold."""


@dataclass(frozen=True, eq=False)
class Recording:
    """One person who holds a stretch.

    Attributes:
        name: For messages, such as the clip's file name.
        moments: What could be read while it was held.
        held_s: From when to when it was held, in seconds.
        warning: One line about what could not be read of the clip; None where nothing is.
    """

    name: str
    moments: tuple[Moment, ...]
    held_s: tuple[float, float]
    warning: str | None = None


@dataclass(frozen=True)
class Seen:
    """What was seen in one frame.

    Attributes:
        time_s: Of the frame.
        pose: The person, without a mask; None where nobody was found.
        moment: What could be read of it.
        people: How many people there are; None where they were not counted.
    """

    time_s: float
    pose: Pose | None
    moment: Moment | None
    people: int | None = None


def see(poses: Iterable[tuple[float, Pose | None]]) -> list[Seen]:
    """Read every pose of a recording, in the order of time."""
    reader = Reader()
    return [_seen(time_s, pose, reader) for time_s, pose in poses]


def _seen(time_s: float, pose: Pose | None, reader: Reader, people: int | None = None) -> Seen:
    if pose is None:
        return Seen(time_s, None, None, people)
    # Masks of a minute of full-HD film would take gigabytes.
    return Seen(time_s, replace(pose, mask=None), reader.read(pose), people)


def recording_of(
    name: str,
    seen: Sequence[Seen],
    span: Span = WHOLE,
    *,
    still: bool = False,
) -> Recording:
    """A recording from what was seen in its frames.

    Args:
        name: For messages.
        seen: Every frame, in the order of time.
        span: When the stretch is held; the whole recording to find it.
        still: Whether it is a picture.

    Raises:
        InputError: If nothing can be learned from it; says why in one line.
    """
    poses = [frame.pose for frame in seen if frame.pose]
    if len(poses) < max(1.0, LEAST_FOUND * len(seen)):
        raise InputError(f"{name}: nobody is found in most of it; film one person's whole body.")
    if still:
        held = poses
    elif span.is_whole:
        held = _longest_hold(name, seen, poses)
    else:
        held = _within(name, poses, span)
    _check_in_picture(name, held, span, still=still)
    start_s, end_s = held[0].time_s, held[-1].time_s
    during = [frame for frame in seen if start_s <= frame.time_s <= end_s]
    _check_alone(name, during)
    moments = tuple(frame.moment for frame in during if frame.moment)
    if not moments:
        raise InputError(f"{name}: hips and shoulders are not seen; film the whole body.")
    return Recording(name, moments, (start_s, end_s))


def _within(name: str, poses: Sequence[Pose], span: Span) -> list[Pose]:
    held = [pose for pose in poses if span.from_s <= pose.time_s <= span.to_s]
    if not held:
        raise InputError(
            f"{name}: nobody is found between --from and --to; the recording ends at "
            f"{poses[-1].time_s:.1f} s."
        )
    return held


def _longest_hold(name: str, seen: Sequence[Seen], poses: Sequence[Pose]) -> list[Pose]:
    lasts_s = seen[-1].time_s - seen[0].time_s
    if lasts_s * len(seen) < LEAST_HOLD_S * (len(seen) - 1):
        raise InputError(
            f"{name}: it lasts {lasts_s:.1f} s; hold the stretch for {LEAST_HOLD_S:g} s or more."
        )
    times = calm_times(poses)
    if not times:
        raise InputError(
            f"{name}: nobody keeps still for {LEAST_HOLD_S:g} s in it; hold the stretch, or say "
            "when it is held with --from and --to."
        )
    return next((held for held in times if not _outside(held)), times[0])


def _check_in_picture(name: str, held: Sequence[Pose], span: Span, *, still: bool) -> None:
    outside = _outside(held)
    if not outside:
        return
    *others, last = (landmark.words for landmark in outside)
    words = f"{', '.join(others)} and {last}" if others else last
    when = "" if still else f" from {held[0].time_s:.1f} to {held[-1].time_s:.1f} s"
    found = "" if still or not span.is_whole else ", or say when it is held with --from and --to"
    raise InputError(f"{name}: {words} outside the picture{when}; film the whole body{found}.")


def _outside(held: Sequence[Pose]) -> list[Landmark]:
    """What must be in the picture, and is not."""
    joints = (Joint.SHOULDER, Joint.HIP, Joint.KNEE, Joint.ANKLE)
    needed = [landmark for joint in joints for landmark in joint.both]
    return [landmark for landmark in needed if _outside_share(held, landmark) > OUTSIDE_SHARE]


def _outside_share(held: Sequence[Pose], landmark: Landmark) -> float:
    return sum(not pose.in_frame(landmark) for pose in held) / len(held)


def _check_alone(name: str, during: Sequence[Seen]) -> None:
    counts = [frame.people for frame in during if frame.people is not None]
    if sum(count > 1 for count in counts) > CROWDED_SHARE * len(counts):
        raise InputError(f"{name}: there are two people in the picture; film one alone.")


def record(
    path: Path,
    model: Model,
    span: Span = WHOLE,
    on_open: Callable[[Clip], None] = lambda clip: None,
    on_frame: Callable[[Frame], None] = lambda frame: None,
) -> Recording:
    """Read a clip or picture to learn from.

    Args:
        path: The clip or picture.
        model: The pose model.
        span: When the stretch is held; the whole recording to find it.
        on_open: Called with the clip once it is open.
        on_frame: Called with each frame once it is read.

    Raises:
        InputError: If nothing can be learned from it; says why in one line.
    """
    seen, reader = [], Reader()
    count_at_s = 0.0
    with ExitStack() as stack:
        clip = stack.enter_context(open_clip(path))
        on_open(clip)
        landmarker = stack.enter_context(Landmarker(model))
        counter = stack.enter_context(PeopleCounter(model))
        frames = stack.enter_context(ahead(clip))
        for frame, pose in stack.enter_context(ahead((f, landmarker.detect(f)) for f in frames)):
            people = None
            if frame.time_s >= count_at_s:
                people, count_at_s = counter.count(frame), frame.time_s + COUNT_EVERY_S
            seen.append(_seen(frame.time_s, pose, reader, people))
            on_frame(frame)
    recording = recording_of(printable_name(path), seen, span, still=clip.is_picture)
    return replace(recording, warning=clip.warning)
