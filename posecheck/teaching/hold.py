"""When in a recording the stretch may be held: the times in which the person keeps still."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.pose import Joint, Pose
from posecheck.support.debounce import SETTLE_S

LEAST_HOLD_S = 2.0
"""How long the stretch must be held to learn from it: shorter, and a pause on the way into it would
do as well."""

CALM_T = 0.1
"""Somebody keeps still whose joints move by at most this many trunk lengths (5 cm) in `SETTLE_S`.
Of rendered people who do not move at all the model moves them by 0.02, of a quarter by 0.04 and
more, for a moment by 0.17 (kept poses of `benchmarks.accuracy.draws`)."""

WATCHED = [
    landmark
    for joint in (Joint.SHOULDER, Joint.WRIST, Joint.HIP, Joint.KNEE, Joint.ANKLE)
    for landmark in joint.both
]


def calm_times(poses: Sequence[Pose]) -> list[list[Pose]]:
    """The poses of each time in which the person keeps still, a stumble left out.

    Args:
        poses: Of one person, in the order of time; frames without one are left out.

    Returns:
        The longest first; none that is shorter than `LEAST_HOLD_S`.
    """
    long = [calm for calm in _calm_times(poses) if _lasts_s(calm) >= LEAST_HOLD_S]
    return sorted(long, key=_lasts_s, reverse=True)


def longest_calm(poses: Sequence[Pose]) -> list[Pose]:
    """The first of `calm_times`; empty where there is none."""
    return next(iter(calm_times(poses)), [])


def _lasts_s(poses: Sequence[Pose]) -> float:
    """From the first pose to the end of the last one."""
    if len(poses) < 2:
        return 0.0
    span_s = poses[-1].time_s - poses[0].time_s
    return span_s * len(poses) / (len(poses) - 1)


def _calm_times(poses: Sequence[Pose]) -> Iterator[list[Pose]]:
    calm: list[Pose] = []
    for pose, moved_t in zip(poses, _moved_t(poses), strict=True):
        if moved_t > CALM_T:
            continue
        if calm and pose.time_s - calm[-1].time_s > SETTLE_S:
            yield calm
            calm = []
        calm.append(pose)
    yield calm


def _moved_t(poses: Sequence[Pose]) -> NDArray[np.float64]:
    """How far the joints have moved in the last `SETTLE_S`: (n,) in trunk lengths.

    That of the second of ten: the model may shake one that it hardly sees, while a limb that moves
    takes two joints with it.
    """
    times_s = np.array([pose.time_s for pose in poses])
    before = np.maximum(np.searchsorted(times_s, times_s - SETTLE_S, side="right") - 1, 0)
    points = np.array([pose.points[WATCHED] for pose in poses]).reshape(-1, len(WATCHED), 2)
    moved_px = np.sort(np.linalg.norm(points - points[before], axis=-1), axis=-1)[:, -2]
    scales_px = np.array([pose.trunk_px for pose in poses])
    return np.asarray(moved_px / np.median(scales_px) if len(poses) else moved_px)
