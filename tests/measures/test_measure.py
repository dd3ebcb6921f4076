"""What holds of every measure: from where it is read, and what makes it say why not."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from figures import STANDING, hidden, lunge, moved, seen, sight, with_back
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_cases import BACK, CASES, HEAD_170, LEGS_OF_THE_MASK, close, is_a_result, name_of

from posecheck.measures.estimated import AngleEstimator, shipped_estimator
from posecheck.measures.measure import MEASURES, CannotJudge, Measure, Measurement, take
from posecheck.measures.sight import Role, Sight, Upright
from posecheck.pose.pose import Joint, Landmark, Pose, Side
from posecheck.pose.view import View, ViewKind


def test_every_measure_is_proved_from_every_view_that_it_claims():
    proved = {name: set() for name in MEASURES}
    for case in CASES:
        proved[case.measure] |= {case.sight(yaw).view.kind for yaw in case.yaws}
    assert proved == {name: read_from(measure) for name, measure in MEASURES.items()}


def read_from(measure: Measure) -> set[ViewKind]:
    """The views from which it is read, not estimated (test_estimated.py)."""
    return set(measure.views) - ({ViewKind.OBLIQUE} if measure.oblique else set())


def certain_by(factor: float) -> AngleEstimator:
    """The shipped estimator, its intervals wider by a factor."""
    shipped = shipped_estimator()
    return AngleEstimator(shipped.angles, shipped.errors, factor * shipped.factors)


ESTIMATED = [measure for measure in MEASURES.values() if measure.oblique]


def oblique(pose: Pose) -> Sight:
    return Sight(pose, View(ViewKind.OBLIQUE, 45.0, Side.LEFT, lying=False), front=Side.LEFT)


@pytest.mark.parametrize("measure", ESTIMATED, ids=lambda measure: measure.name)
def test_between_front_and_side_an_angle_is_estimated_and_says_how_sure_it_is(measure, monkeypatch):
    pose = seen(lunge(), 45)
    sure = certain_by(0.1)
    monkeypatch.setattr("posecheck.measures.estimated.shipped_estimator", lambda: sure)
    estimate = sure.estimates(pose)[measure.oblique, Side.LEFT if measure.oblique.sided else None]
    result = take(measure.name, oblique(pose), Role.LEFT)
    assert (result.value, result.uncertainty) == (estimate.value, estimate.uncertainty)
    assert "estimated" in result.note


@pytest.mark.parametrize("measure", ESTIMATED, ids=lambda measure: measure.name)
def test_an_estimate_needs_the_joints_that_the_angle_has(measure):
    pose = hidden(seen(lunge(), 45), measure.joints[-1].of(Side.LEFT))
    assert isinstance(take(measure.name, oblique(pose), Role.LEFT), CannotJudge)


def test_an_estimate_that_says_nothing_is_none(monkeypatch):
    pose = seen(lunge(), 45)
    unsure = certain_by(1000)
    monkeypatch.setattr("posecheck.measures.estimated.shipped_estimator", lambda: unsure)
    result = take("knee_angle", oblique(pose), Role.LEFT)
    assert isinstance(result, CannotJudge)
    assert "not certain enough" in result.reason


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_bars_at_the_sides_of_the_picture_change_no_value(case):
    here = case.sight(case.yaws[0])
    bars = ((0, 0), (108, 106))
    mask = here.pose.mask
    wide = replace(
        moved(here.pose, (854, 480), shift=(108, 0)),
        mask=None if mask is None else np.pad(mask, bars),
    )
    before = take(case.measure, here, case.role)
    close(take(case.measure, replace(here, pose=wide), case.role), before.value, 1e-6)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_every_measure_can_be_read_where_it_says_so_and_nowhere_else(case):
    here = case.sight(case.yaws[0])
    for kind in ViewKind:
        near = here.view.near or (Side.LEFT if kind is ViewKind.SIDE else None)
        view = replace(here.view, kind=kind, near=near)
        result = take(case.measure, replace(here, view=view), case.role)
        if kind not in MEASURES[case.measure].views:
            assert kind.words in result.reason
            assert all(wanted.words in result.reason for wanted in MEASURES[case.measure].views)


def needed(case, here):
    measure = MEASURES[case.measure]
    side = here.side_of(case.role)
    sides = [side] if measure.sided else list(Side)
    return [joint.of(side) for joint in measure.joints for side in sides]


def one_case_each():
    return list({case.measure: case for case in reversed(CASES)}.values())


@pytest.mark.parametrize("case", one_case_each(), ids=name_of)
def test_a_joint_outside_the_picture_is_not_judged_however_visible(case):
    here = case.sight(case.yaws[0])
    assert here.pose.visibility.min() == 1.0
    for landmark in needed(case, here):
        points = here.pose.points.copy()
        points[landmark] = 100, here.pose.size[1] + 1
        result = take(
            case.measure, replace(here, pose=replace(here.pose, points=points)), case.role
        )
        assert isinstance(result, CannotJudge)
        assert result.reason == f"{landmark.words} outside the picture"


@pytest.mark.parametrize("case", one_case_each(), ids=name_of)
def test_a_hidden_joint_is_not_judged_unless_only_the_position_rests_on_it(case):
    here = case.sight(case.yaws[0])
    for landmark in needed(case, here):
        spoilt = replace(here, pose=hidden(here.pose, landmark))
        result = take(case.measure, spoilt, case.role)
        if MEASURES[case.measure].position:
            assert isinstance(result, Measurement)
        else:
            assert result == CannotJudge(f"{landmark.words} hidden")


READS_OTHER_JOINTS = {
    "knee_height": "the trunk's far half counts, although it may be hidden",
    "back_depth": "the trunk's far half counts, although it may be hidden",
    "back_rise": "the trunk's far half counts, although it may be hidden",
    "back_rounding": "the trunk's far half counts, although it may be hidden",
    "knee_tracking": "the picture's scale comes from the knees too, which may be hidden",
    "feet_width": "the picture's scale comes from the knees too, which may be hidden",
    "reach_ahead": "the picture's scale comes from the knees too, which may be hidden",
    "hip_lift": "the picture's scale comes from the far half too, which may be hidden",
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            marks=[pytest.mark.xfail(reason=READS_OTHER_JOINTS[case.measure], strict=True)]
            if case.measure in READS_OTHER_JOINTS
            else [],
        )
        for case in one_case_each()
        if not MEASURES[case.measure].position
    ],
    ids=name_of,
)
def test_no_value_rests_on_a_joint_that_is_hidden_or_out_of_the_picture(case):
    here = case.sight(case.yaws[0])
    before = take(case.measure, here, case.role)
    for landmark in set(Landmark) - set(needed(case, here)):
        guessed = here.pose.points.copy()
        guessed[landmark] += 12, 8
        outside = here.pose.points.copy()
        outside[landmark] += 0, here.pose.size[1]
        for points in (guessed, outside):
            pose = replace(hidden(here.pose, landmark), points=points)
            after = take(case.measure, replace(here, pose=pose), case.role)
            if isinstance(after, Measurement):
                assert after.value == pytest.approx(before.value, abs=1e-3), landmark.words


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("name", sorted(name for name in MEASURES if MEASURES[name].sided))
def test_the_far_side_is_not_judged_where_it_cannot_be_trusted(name, side):
    measure = MEASURES[name]
    if ViewKind.SIDE not in measure.views:
        return
    pose = seen(lunge(), 90 if side is Side.LEFT else -90)
    if name in BACK:
        pose = with_back(pose)
    upright = Upright(0.0, 0.2, head_angle=180.0, head_view=ViewKind.SIDE)
    here = sight(pose, Side.LEFT, upright)
    near, far = (take(name, here, Role(half.value)) for half in (side, side.other))
    assert isinstance(near, Measurement)
    if measure.far_side:
        assert isinstance(far, Measurement)
    else:
        assert side.other.value in far.reason
        assert "far side" in far.reason


@pytest.mark.parametrize("role", [Role.FRONT, Role.REAR])
def test_without_a_known_front_leg_its_measures_are_not_judged(role):
    assert "front" in take("knee_angle", sight(seen(lunge())), role).reason


@pytest.mark.parametrize("name", [*BACK, *LEGS_OF_THE_MASK])
def test_what_is_read_from_the_mask_needs_it(name):
    role = Role.NEAR if MEASURES[name].sided else Role.BOTH
    yaw = 90 if ViewKind.SIDE in MEASURES[name].views else 45
    assert "outline" in take(name, sight(seen(STANDING, yaw)), role).reason


def test_an_unknown_measure_is_an_error():
    with pytest.raises(KeyError):
        take("knee_angel", sight(seen(STANDING)))


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_says_what_it_is(measure):
    assert measure.doc.strip().endswith(".")
    assert measure.views
    assert all(error > 0 for error in measure.error.values())
    assert measure.unit in ("deg", "T", "ratio")


def any_sight(seed: int, kind: ViewKind, front: Side | None, spoilt: float) -> Sight:
    """Landmarks, visibilities and a mask by chance, a share of them missing or zero."""
    chance = np.random.default_rng(seed)
    points = chance.uniform(-100, 740, (33, 2))
    world = chance.normal(0, 0.5, (33, 3))
    visibility = chance.uniform(0.4, 1.0, 33)
    for values in (points, world, visibility):
        bad = chance.random(values.shape) < spoilt
        values[bad] = chance.choice([np.nan, 0.0], bad.sum())
    mask = None if seed % 2 else chance.random((48, 64)) > 0.5
    near = None if kind in (ViewKind.FRONT, ViewKind.BACK, ViewKind.FEET) else Side.LEFT
    pose = Pose(0.0, points, world, visibility, (640, 480), mask)
    return Sight(pose, View(kind, 0.0, near, False), front, Upright(0.0, 150.0, kind))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    kind=st.sampled_from(ViewKind),
    front=st.sampled_from([None, *Side]),
    spoilt=st.sampled_from([0.0, 0.02, 0.2]),
)
def test_whatever_the_landmarks_every_measure_gives_a_value_or_a_reason(seed, kind, front, spoilt):
    here = any_sight(seed, kind, front, spoilt)
    for name, role in product(MEASURES, Role):
        if MEASURES[name].sided or role is Role.BOTH:
            if MEASURES[name].sided and role is Role.BOTH:
                continue
            assert is_a_result(take(name, here, role)), name


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", MEASURES)
def test_infinite_landmarks_give_a_reason_or_a_value(name):
    case = next(case for case in CASES if case.measure == name)
    here = case.sight(case.yaws[0])
    for landmark in Landmark:
        for infinite in (np.inf, -np.inf):
            points, world = here.pose.points.copy(), here.pose.world.copy()
            points[landmark] = world[landmark] = infinite
            pose = replace(here.pose, points=points, world=world)
            assert is_a_result(take(name, replace(here, pose=pose), case.role))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", MEASURES)
def test_a_body_without_length_gives_a_reason_or_a_value(name):
    pose = seen(lunge())
    points, world = pose.points.copy(), pose.world.copy()
    for shoulder, hip in zip(Joint.SHOULDER.both, Joint.HIP.both, strict=True):
        points[shoulder], world[shoulder] = points[hip], world[hip]
    without_trunk = replace(pose, points=points, world=world)
    one_point = replace(pose, points=points * 0 + 100, world=world * 0)
    role = Role.LEFT if MEASURES[name].sided else Role.BOTH
    for spoilt, kind in product((without_trunk, one_point), ViewKind):
        view = View(kind, 90.0, Side.LEFT, False)
        here = Sight(spoilt, view, Side.LEFT, Upright(0.0, 0.2, 180.0))
        assert is_a_result(take(name, here, role))


COMPARED = {
    "back_rounding": Upright(back_outline=-0.02),
    "back_rise": Upright(back_depth=0.2),
    "head_drop": HEAD_170,
}


def test_a_measure_says_which_baseline_it_needs():
    assert {name for name, measure in MEASURES.items() if measure.baseline} == COMPARED.keys()
    for name, upright in COMPARED.items():
        assert MEASURES[name].lacks_baseline(Upright(), ViewKind.SIDE)
        assert not MEASURES[name].lacks_baseline(upright, ViewKind.SIDE)
    assert MEASURES["head_drop"].lacks_baseline(HEAD_170, ViewKind.OBLIQUE)


@pytest.mark.parametrize("name", sorted(MEASURES.keys() - COMPARED.keys()))
def test_no_other_value_depends_on_the_upright_posture(name):
    case = next(case for case in CASES if case.measure == name)
    here = case.sight(case.yaws[0])
    slumped = replace(here, upright=Upright(0.05, 0.4, 120.0, here.view.kind))
    assert take(name, slumped, case.role) == take(name, here, case.role)


def test_a_bias_is_taken_off_the_reading():
    here = sight(seen(lunge(lean=22)))
    read = MEASURES["trunk_lean"].function(here, Side.LEFT)
    assert read == pytest.approx(22)
    taken = take("trunk_lean", here, Role.NEAR)
    assert taken.value == pytest.approx(read - MEASURES["trunk_lean"].bias)
