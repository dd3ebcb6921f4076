"""From where a clip shows the person, as parts of its result."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from posecheck.clips.result import ViewPart, ViewTimePart
from posecheck.pose.view import View, ViewKind


def view_part(views: Sequence[View]) -> ViewPart:
    """The side from which most of the frames show the person."""
    if not views:
        return ViewPart(kind=None, yaw_deg=None)
    kind = Counter(view.kind for view in views).most_common(1)[0][0]
    yaw_deg = median(view.yaw_deg for view in views if view.kind is kind)
    return ViewPart(kind=kind, yaw_deg=round(yaw_deg, 1))


def view_times(seconds: Mapping[ViewKind, float]) -> tuple[ViewTimePart, ...]:
    """For how many seconds from each side, the longest first."""
    times = sorted(seconds.items(), key=lambda item: -item[1])
    return tuple(ViewTimePart(kind=kind, seconds=round(time, 3)) for kind, time in times)
