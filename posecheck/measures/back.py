"""How rounded the back is, read from the body's outline."""

import numpy as np

from posecheck.measures.measure import (
    NO_BASELINE,
    NO_OUTLINE,
    CannotJudge,
    Measurement,
    Reading,
    measure,
)
from posecheck.measures.sight import TRUNK, Baseline, Sight
from posecheck.pose.geometry import Vector
from posecheck.pose.pose import Side
from posecheck.pose.silhouette.back import bulge, middle_depth
from posecheck.pose.view import ViewKind

# Of people drawn at random with a straight spine the bulge moves by -0.02 to 0.034 T and the middle
# by -0.08 to 0.05; flexed by 30 to 55 degrees by 0.02 to 0.05 and 0.054 to 0.17, arched by as much
# by -0.03 to -0.05 and -0.06 to -0.09. At its best limit the bulge alone took 3 of 118 straight
# backs for rounded and 1 of 26 rounded ones for straight, both together 0 and 1
# (`python -m benchmarks.accuracy`).

RISE_SHARE = 0.4
"""The share of the rise of the back's middle that counts together with its bulge."""

RISE_ALONE_SHARE = 0.75
"""The share of the rise that counts alone: a back that only rises is rounded by so much."""

BULGE_ALONE_SHARE = 2.2
"""By how much the bulge counts where no rise is known."""

ROUNDING_ERROR_T, RISE_ERROR_T = 0.015, 0.03
"""The errors to expect beside the person's own upright posture (docs/ACCURACY.md)."""

UPRIGHT_VARIES = (
    "too near a limit to tell: your back varied as much while upright; "
    "stay tall and still for two seconds first"
)

AVERAGE_BACK_OUTLINE = -0.018
"""`back_outline` of upright people in T, mean over the rendered bodies (docs/ACCURACY.md)."""

AVERAGE_ROUNDING_ERROR_T = 0.03
"""The error to expect where a back is compared with that of the average person."""

AVERAGE_ROUNDING_DOUBT = 2.0
"""By how much limits are widened there: the error is twice that of the person's own baseline."""

PLAINLY_ARCHED_T = -0.3
"""`back_rounding` from which any back is arched, beside that of the average person. In photos of
real lunges with the trunk upright it reads -0.06 to -0.21, with a slight backbend -0.15 to -0.27,
and with a strong one -0.6 and less: seats and shoulder blades differ."""

ARCH_UNKNOWN = (
    "how far a back arches can only be told beside the person's own upright posture, "
    "seen from the side for two seconds first"
)

AVERAGE_BACK_DEPTH = 0.2
"""`back_depth` of upright people in T; 0.13 to 0.27 in the rendered bodies."""

PLAINLY_ROUNDED_T = 0.36
"""`back_depth` from which any back is rounded; straight ones folded far forward read up to 0.33."""

ARM_HIDES = CannotJudge("an arm hides the outline of the back")


@measure("T", TRUNK, {ViewKind.SIDE: 0.01})
def back_outline(sight: Sight, side: Side) -> Reading:
    """How much the back's outline bulges beyond its own chord, in trunk lengths T; rounded +.

    Every body has its own offset: compare it with the same person's upright posture.
    """
    depths = _depths(sight)
    return depths if isinstance(depths, CannotJudge) else bulge(depths)


@measure("T", TRUNK, {ViewKind.SIDE: 0.03})
def back_depth(sight: Sight, side: Side) -> Reading:
    """How far the middle of the back lies behind the line from hips to shoulders, in T, 0 upwards.

    It grows as the back is rounded, but clothes and the model's hips move it as well.
    """
    depths = _depths(sight)
    return depths if isinstance(depths, CannotJudge) else middle_depth(depths)


@measure("T", TRUNK, {ViewKind.SIDE: ROUNDING_ERROR_T}, baseline=Baseline.BACK_OUTLINE)
def back_rounding(sight: Sight, side: Side) -> Reading:
    """How much the back has rounded since the person was upright, in T; rounded +, arched -.

    The change of `back_outline`, and a share of that of `back_depth`: a rounded back bulges and its
    middle moves out; long hair and loose clothes may hide the one, a lean may feign the other.
    Flexing the spine by 30 degrees gives about 0.05, by 50 degrees 0.08; leaning with a straight
    spine up to 0.03. Without an upright baseline the back is compared with that of the average
    person: limits must be doubled, and of an arch that is not plain nothing is said.
    """
    depths, upright = _depths(sight), sight.upright
    if isinstance(depths, CannotJudge):
        return depths
    if upright.back_outline is None:
        return _beside_the_average(depths)
    return Measurement(
        value=_rounding(depths, upright.back_outline, upright.back_depth),
        unit="T",
        expected_error=ROUNDING_ERROR_T,
        uncertainty=upright.rounding_varies,
        too_near=UPRIGHT_VARIES,
    )


def _beside_the_average(depths: Vector) -> Measurement:
    rounding = BULGE_ALONE_SHARE * (bulge(depths) - AVERAGE_BACK_OUTLINE)
    return Measurement(
        value=rounding,
        unit="T",
        expected_error=AVERAGE_ROUNDING_ERROR_T,
        note="no upright posture seen: compared with the average person, limits doubled",
        doubt=AVERAGE_ROUNDING_DOUBT,
        unsure_below=ARCH_UNKNOWN if rounding > PLAINLY_ARCHED_T else None,
    )


def _rounding(depths: Vector, upright_outline: float, upright_depth: float | None) -> float:
    rise = 0.0 if upright_depth is None else middle_depth(depths) - upright_depth
    rounding = bulge(depths) - upright_outline + RISE_SHARE * rise
    return max(rounding, RISE_ALONE_SHARE * rise) if rise > 0 else rounding


@measure("T", TRUNK, {ViewKind.SIDE: RISE_ERROR_T}, baseline=Baseline.BACK_DEPTH)
def back_rise(sight: Sight, side: Side) -> Reading:
    """How much further `back_depth` is than in the person's own upright posture, in T; rounded +.

    For a trunk folded far forward, where the outline begins on the seat: with a straight spine it
    reads -0.02 to 0.09 T there, flexed by 32 to 55 degrees 0.09 to 0.18, once 0.03. Without an
    upright baseline only a back is read that no straight one comes near.
    """
    depths = _depths(sight)
    if isinstance(depths, CannotJudge):
        return depths
    depth, upright = middle_depth(depths), sight.upright.back_depth
    if upright is None and depth < PLAINLY_ROUNDED_T:
        return NO_BASELINE
    return Measurement(
        value=depth - (AVERAGE_BACK_DEPTH if upright is None else upright),
        unit="T",
        expected_error=RISE_ERROR_T,
        uncertainty=sight.upright.rise_varies,
        too_near=UPRIGHT_VARIES,
    )


def _depths(sight: Sight) -> Vector | CannotJudge:
    """The (19,) outline of the back in trunk lengths, or why it is not known."""
    depths = sight.back_depths
    if depths is None:
        return NO_OUTLINE
    return depths if np.isfinite(depths).all() else ARM_HIDES
