"""Which part of the body a check is drawn on."""

import numpy as np
import pytest
from drawing import SIZE, assessed, lunging
from figures import bridge, lunge, seen

from posecheck.assess.assessor import Assessment
from posecheck.measures import MEASURES, CannotJudge, Role
from posecheck.outputs.overlay.figure import Arc, arc_points, figure_of
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.pose.view import View, ViewKind
from posecheck.stretches.stretch import CheckSpec, all_built_in, built_in

SHOWN_AT_A_JOINT = {"knee_height", "back_leg_angle", "back_thigh_fall"}


@pytest.mark.parametrize("stretch", all_built_in(), ids=lambda stretch: stretch.id)
def test_every_check_of_every_stretch_has_a_place_on_the_body(stretch) -> None:
    pose = lunging()
    for spec in stretch.check:
        for kind in spec.views:
            assessment = Assessment(
                0.0, pose, View(kind, 90.0, Side.LEFT, False), stretch, True, True, Side.LEFT
            )
            figure = figure_of(spec.check.judge(CannotJudge("")), assessment)
            assert figure is not None
            assert figure.at
            assert bool(figure.bones) == (spec.measure not in SHOWN_AT_A_JOINT)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.name)
def test_a_check_of_ones_own_may_be_of_any_measure(measure) -> None:
    spec = CheckSpec(
        id="own",
        why="Any.",
        measure=measure.name,
        side=Role.NEAR if measure.sided else Role.BOTH,
        good=(0, 1),
        fix=(0, 1),
        views=measure.views,
    )
    stretch = built_in("half_kneeling_lunge").model_copy(update={"check": (spec,)})
    for kind in measure.views:
        assessment = Assessment(
            0.0, lunging(), View(kind, 90.0, Side.LEFT, False), stretch, True, True, Side.LEFT
        )
        figure = figure_of(spec.check.judge(CannotJudge("")), assessment)
        assert figure is None or figure.at


@pytest.mark.parametrize(
    ("stretch_id", "check_id", "joints"),
    [
        ("half_kneeling_lunge", "rear_knee_down", {Joint.KNEE, Joint.FOOT_INDEX}),
        ("pigeon", "back_leg", {Joint.HIP, Joint.KNEE, Joint.ANKLE}),
        ("pigeon", "back_thigh_down", {Joint.HIP, Joint.KNEE}),
        ("bridge", "knee_tracking", {Joint.HIP, Joint.KNEE, Joint.ANKLE}),
    ],
)
def test_a_check_of_the_legs_is_drawn_on_the_legs(stretch_id, check_id, joints) -> None:
    kind = next(iter(built_in(stretch_id).variants(check_id)[0].views))
    pose = seen(lunge(), 45.0 if kind is ViewKind.OBLIQUE else 90.0, size=SIZE)
    assessment = assessed({check_id: 1.0}, pose, stretch_id, Side.LEFT)
    figure = figure_of(assessment.verdicts[0], assessment)
    assert figure is not None
    legs = {landmark for joint in joints for landmark in joint.both}
    assert {landmark for bone in figure.bones for spot in bone for landmark in spot} <= legs
    assert set(figure.at) <= legs


def test_the_rear_leg_of_the_side_in_front_is_looked_at() -> None:
    for front in Side:
        assessment = assessed({"rear_knee_down": 0.0}, lunging(front), side=front)
        figure = figure_of(assessment.verdicts[0], assessment)
        assert figure is not None
        rear = {joint.of(front.other) for joint in Joint}
        assert set(figure.at) <= rear
        assert {landmark for bone in figure.bones for spot in bone for landmark in spot} <= rear


def test_both_halves_are_looked_at_where_the_measure_takes_both() -> None:
    pose = seen(bridge(), 45.0, size=SIZE)
    spec = built_in("bridge").variants("knee_tracking")[0]
    assert spec.side is Role.BOTH
    assessment = assessed({"knee_tracking": 1.0}, pose, "bridge", None)
    figure = figure_of(assessment.verdicts[0], assessment)
    assert figure is not None
    shown = {landmark for bone in figure.bones for spot in bone for landmark in spot}
    assert shown == set(Joint.KNEE.both)
    assert len(figure.at) % 2 == 0


def test_an_arc_runs_between_its_limbs_and_the_long_way_beyond_180_degrees() -> None:
    points = np.zeros((33, 2))
    points[Landmark.LEFT_HIP], points[Landmark.LEFT_ANKLE] = (10, 0), (0, 10)
    arc = Arc((Landmark.LEFT_KNEE,), (Landmark.LEFT_HIP,), (Landmark.LEFT_ANKLE,))
    short, long = arc_points(arc, points, 5.0, 90.0), arc_points(arc, points, 5.0, 270.0)
    assert np.allclose([short[0], short[-1]], [(5, 0), (0, 5)])
    assert np.allclose([long[0], long[-1]], [(5, 0), (0, 5)])
    assert (short >= -1e-9).all()
    assert (long.min(axis=0) < -4.9).all()
