"""Which part of the body a check looks at, from the stretch's data alone.

A measure is shown on the bones between its joints, on the half of the body it was taken on, left
and right alike; so a new measure or stretch needs no code here. `FORMS` lists the measures that are
shown better in another way.
"""

from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.measures import MEASURES, Measure, Role, Sight
from posecheck.outputs.overlay.canvas import Point
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.stretches.checks import Verdict
from posecheck.stretches.stretch import CheckSpec

Spot = tuple[Landmark, ...]
"""A place on the body: the point half way between some landmarks."""

Bone = tuple[Spot, Spot]


class Reference(Enum):
    """A direction of the world that a limb is compared with."""

    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


@dataclass(frozen=True)
class Arc:
    """An angle at `vertex`, from `limb` to another limb or to a direction of the world."""

    vertex: Spot
    limb: Spot
    other: Spot | Reference


@dataclass(frozen=True)
class Figure:
    """What is drawn for a check.

    Attributes:
        bones: The lines.
        at: Where its glyph and its value belong.
        arc: The angle that was measured; None where the value is no single angle.
    """

    bones: tuple[Bone, ...]
    at: Spot
    arc: Arc | None = None


@dataclass(frozen=True)
class Form:
    """How a measure is shown.

    Attributes:
        across: The joints that a line connects from left to right, instead of the bones.
        midline: Whether it is one line half way between left and right.
        against: The direction from which the limb's angle is measured.
        at: The joint where it is shown, without bones, if it is not measured from the joints.
    """

    across: tuple[Joint, ...] = ()
    midline: bool = False
    against: Reference | None = None
    at: Joint | None = None


ARC_POINTS = 25
"""Enough for a smooth arc of 360 degrees at the radius of `Sizes`."""

FORMS = {
    "trunk_lean": Form(against=Reference.VERTICAL),
    "shin_lean": Form(against=Reference.VERTICAL),
    "thigh_elevation": Form(against=Reference.HORIZONTAL),
    "trunk_side_lean": Form(midline=True, against=Reference.VERTICAL),
    "hip_line_tilt": Form(across=(Joint.HIP,)),
    "pelvis_tilt": Form(across=(Joint.HIP, Joint.SHOULDER)),
    "ankle_gap": Form(across=(Joint.ANKLE,)),
    "feet_width": Form(across=(Joint.ANKLE,)),
    "knee_tracking": Form(across=(Joint.KNEE,)),
    "knee_height_difference": Form(across=(Joint.KNEE,)),
    "knee_height": Form(at=Joint.KNEE),
    "back_leg_angle": Form(at=Joint.HIP),
    "back_thigh_fall": Form(at=Joint.HIP),
}


def figure_of(verdict: Verdict, assessment: Assessment) -> Figure | None:
    """What to draw for a verdict; None where it has no place on the body, or that is unknown."""
    spec = _spec(verdict, assessment)
    if spec is None or assessment.pose is None or assessment.view is None:
        return None
    sight = Sight(assessment.pose, assessment.view, assessment.side)
    side = sight.side_of(spec.side)
    if side is None and spec.side is not Role.BOTH:
        return None
    measure = MEASURES[spec.measure]
    form = FORMS.get(measure.name, Form())
    if form.at:
        shown = side or sight.side_of(Role.NEAR)
        return Figure((), at=(form.at.of(shown),) if shown else form.at.both)
    if not (form.across or measure.joints):  # of the whole body, or of its outline
        return None
    return _figure(measure, form, side)


def _spec(verdict: Verdict, assessment: Assessment) -> CheckSpec | None:
    """The variant of the check for this view; None where the view shows nothing of it."""
    if assessment.stretch is None or assessment.view is None:
        return None
    variants = assessment.stretch.variants(verdict.check.id)
    judged = (v for v in variants if v.check == verdict.check and assessment.view.kind in v.views)
    return next(judged, None)


def _figure(measure: Measure, form: Form, side: Side | None) -> Figure:
    if form.across:
        lines = tuple(((left,), (right,)) for left, right in (j.both for j in form.across))
        return Figure(lines, at=form.across[0].both)
    chains = _chains(measure.joints, side, form.midline)
    bones = tuple(bone for chain in chains for bone in pairwise(chain))
    figure = Figure(bones, at=_middle(chains))
    one_angle = measure.unit == "deg" and len(chains) == 1
    arc = _arc(chains[0], form.against) if one_angle else None
    return replace(figure, arc=arc, at=arc.vertex) if arc else figure


def _chains(joints: tuple[Joint, ...], side: Side | None, midline: bool) -> list[tuple[Spot, ...]]:
    if midline:
        return [tuple(joint.both for joint in joints)]
    sides = [side] if side else list(Side)
    return [tuple((joint.of(s),) for joint in joints) for s in sides]


def _middle(chains: list[tuple[Spot, ...]]) -> Spot:
    """The spot half way along the chains, all of them together."""
    last = len(chains[0]) - 1
    indices = {last // 2, (last + 1) // 2}
    return tuple(landmark for chain in chains for i in sorted(indices) for landmark in chain[i])


def _arc(chain: tuple[Spot, ...], against: Reference | None) -> Arc | None:
    if against is Reference.HORIZONTAL:
        return Arc(vertex=chain[0], limb=chain[-1], other=against)
    if against is Reference.VERTICAL:
        return Arc(vertex=chain[-1], limb=chain[0], other=against)
    return Arc(vertex=chain[1], limb=chain[0], other=chain[2]) if len(chain) == 3 else None


def place(points: Point, spot: Spot) -> Point:
    """The (2,) pixel position of a spot, from the (33, 2) landmarks."""
    if len(spot) == 1:
        return np.asarray(points[spot[0]])
    return np.asarray(points[list(spot)].sum(axis=0) / len(spot))


def arc_points(arc: Arc, points: Point, radius_px: float, value: float) -> Point:
    """The line of an arc; an angle over 180 degrees goes the long way round.

    Args:
        arc: Where it is.
        points: (33, 2) pixel positions of the landmarks.
        radius_px: In pixels.
        value: The measured angle in degrees.

    Returns:
        (n, 2) pixel points.
    """
    vertex = place(points, arc.vertex)
    limb = place(points, arc.limb) - vertex
    start, end = _heading(limb), _heading(_other_direction(arc.other, limb, vertex, points))
    sweep = (end - start + np.pi) % (2 * np.pi) - np.pi
    if value > 180:
        sweep -= np.copysign(2 * np.pi, sweep)
    headings = start + sweep * np.linspace(0.0, 1.0, ARC_POINTS)
    return np.asarray(vertex + radius_px * np.stack([np.cos(headings), np.sin(headings)], axis=1))


def _heading(vector: Point) -> float:
    return float(np.arctan2(vector[1], vector[0]))


def _other_direction(other: Spot | Reference, limb: Point, vertex: Point, points: Point) -> Point:
    if other is Reference.VERTICAL:
        return np.array([0.0, -1.0])
    if other is Reference.HORIZONTAL:
        return np.array([np.copysign(1.0, limb[0]), 0.0])
    return place(points, other) - vertex
