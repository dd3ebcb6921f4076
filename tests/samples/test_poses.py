"""The postures: on the floor, planted, with the angles that were asked for."""

import functools

import numpy as np
import pytest

from samples.generator.body import Body, Side
from samples.generator.catalogue import load_catalogue
from samples.generator.expectations import CHECKS
from samples.generator.kinematics import point
from samples.generator.motion import Bounce, Key, Motion, ease
from samples.generator.poses import (
    POSTURES,
    Bridge,
    BridgeParameters,
    Kneeling,
    KneelingParameters,
    LongSitting,
    LongSittingParameters,
    Lunge,
    LungeParameters,
    Pigeon,
    PigeonParameters,
    Seated,
    SeatedParameters,
    SideLying,
    SideLyingParameters,
    Walk,
    WalkParameters,
)
from samples.generator.truth import (
    Skeleton,
    hand_to_foot,
    hip_angle_signed,
    in_position,
    knee_angle,
    knee_tracking,
    shin_lean,
    true_measures,
)

BODIES = ("woman_45_heavy", "man_75_thin")
MIRROR = point(-1, 1, 1)


@functools.cache
def body(name="woman_25"):
    return Body(name)


def skeleton(posture, parameters, name="woman_25"):
    person = body(name)
    return Skeleton.of(person.joints(posture(person, parameters).at(parameters)))


def lowest(pose, person):
    return person.skin(person.bone_transforms(pose))[:, 2].min()


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("kind", sorted(POSTURES))
def test_nobody_floats_or_sinks(kind, name):
    posture, parameters = POSTURES[kind]
    pose = posture(body(name), parameters()).at(parameters())
    assert -0.012 < lowest(pose, body(name)) < 0.002


def test_every_clip_stays_on_the_floor():
    for clip in list(load_catalogue().values())[::7]:
        person = body(clip.person.body)
        pose = Motion(person, clip.person.keys).at(clip.seconds * 0.8).pose
        assert -0.015 < lowest(pose, person) < 0.003, clip.name


@pytest.mark.parametrize("hip_angle", [150, 170, 185, 200])
@pytest.mark.parametrize("side", Side)
def test_bridge_has_the_angles_asked_for(hip_angle, side):
    s = skeleton(Bridge, BridgeParameters(hip_angle=hip_angle, knee_angle=80))
    assert hip_angle_signed(s, side) == pytest.approx(hip_angle, abs=1)
    assert knee_angle(s, side) == pytest.approx(80, abs=1)


@pytest.mark.parametrize("offset", [-0.08, -0.04, 0.05, 0.08])
def test_bridge_knees_move_out_by_the_distance_asked_for(offset):
    straight = skeleton(Bridge, BridgeParameters())
    moved = skeleton(Bridge, BridgeParameters(knees_out=offset))
    assert moved.gap("knee") - straight.gap("knee") == pytest.approx(2 * offset, abs=0.012)
    assert moved.gap("ankle") == pytest.approx(straight.gap("ankle"), abs=1e-6)
    assert (knee_tracking(moved) > knee_tracking(straight)) == (offset > 0)


@pytest.mark.parametrize("front", Side)
@pytest.mark.parametrize(("knee", "rear_thigh"), [(60, 45), (75, 34), (90, 16), (125, 20)])
def test_lunge_has_the_front_knee_asked_for(front, knee, rear_thigh):
    parameters = LungeParameters(front=front, front_knee=knee, rear_thigh=rear_thigh)
    assert knee_angle(skeleton(Lunge, parameters), front) == pytest.approx(knee, abs=1.5)


def test_lunge_says_when_the_hips_are_too_high_for_the_knee():
    with pytest.raises(ValueError, match="needs lower hips"):
        Lunge(body(), LungeParameters(front_knee=50, rear_thigh=5))


def test_a_deep_knee_over_low_hips_pushes_the_shin_forward():
    s = skeleton(Lunge, LungeParameters(front_knee=60, rear_thigh=17))
    assert shin_lean(s, Side.LEFT) > 20


@pytest.mark.parametrize("rear_knee", [110, 130, 150])
def test_pigeon_bends_the_back_leg_as_asked(rear_knee):
    s = skeleton(Pigeon, PigeonParameters(rear_knee=rear_knee))
    assert knee_angle(s, Side.RIGHT) == pytest.approx(rear_knee, abs=1)


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("front", Side)
def test_the_hand_of_the_back_leg_holds_its_foot_and_the_other_presses(front, name):
    parameters = PigeonParameters(front=front, rear_knee=88, trunk_lean=0, hands="back_foot")
    person, rear = body(name), front.other
    pose = Pigeon(person, parameters).at(parameters)
    s = Skeleton.of(person.joints(pose))
    assert hand_to_foot(s, rear) < 0.3
    assert gap(pose, person, rear.joint("hand"), rear.joint("foot")) < 0.008
    assert person.lowest(pose, front.joint("hand")) == pytest.approx(0, abs=0.002)
    assert lowest(pose, person) > -0.012
    assert knee_angle(s, rear) == pytest.approx(88, abs=1)


def gap(pose, person, *parts):
    transforms = person.bone_transforms(pose)
    a, b = (person.skin(transforms, person.contact(part)) for part in parts)
    return np.linalg.norm(a[:, None] - b[None], axis=2).min()


def test_pigeon_says_when_the_back_foot_is_out_of_reach():
    with pytest.raises(ValueError, match="misses the back foot"):
        Pigeon(body(), PigeonParameters(hands="back_foot"))


@pytest.mark.parametrize(
    ("parameters", "name", "value"),
    [
        (SeatedParameters(heel_distance=0.65), "heel_distance", 0.65),
        (SeatedParameters(heel_distance=1.2), "heel_distance", 1.2),
        (SeatedParameters(trunk_lean=35), "trunk_lean", 35),
        (SeatedParameters(trunk_lean=20, spine_flexion=45), "trunk_lean", 20),
        (SeatedParameters(spine_flexion=45), "spine_flexion", 45),
    ],
)
def test_seated_measures_what_was_asked_for(parameters, name, value):
    posture = Seated(body(), parameters)
    pose = posture.at(parameters)
    measures = true_measures(Skeleton.of(body().joints(pose)), pose, 0.0)
    assert measures[name] == pytest.approx(value, rel=0.03, abs=0.02)


ALL_FOURS = KneelingParameters(trunk_lean=88, hands="floor")
CHILDS_POSE = KneelingParameters(
    thighs_back=64, trunk_lean=96, spine_flexion=35, knee_gap=0.34, hands="floor", reach=0.42
)
NEAR_MISSES = [
    (Kneeling, KneelingParameters()),
    (Kneeling, ALL_FOURS),
    (Kneeling, CHILDS_POSE),
    (LongSitting, LongSittingParameters()),
    (LongSitting, LongSittingParameters(trunk_lean=38, spine_flexion=30)),
    (SideLying, SideLyingParameters()),
]


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(("posture", "parameters"), NEAR_MISSES)
def test_a_near_miss_rests_on_the_floor_and_is_no_stretch(posture, parameters, name):
    pose = posture(body(name), parameters).at(parameters)
    assert -0.012 < lowest(pose, body(name)) < 0.002
    s = Skeleton.of(body(name).joints(pose))
    measures = true_measures(s, pose, 0.0)
    for stretch in CHECKS:
        assert not any(in_position(stretch, s, measures, front) for front in Side), stretch


@pytest.mark.parametrize(
    ("parameters", "trunk_lean", "knee"),
    [(KneelingParameters(), 0, 90), (ALL_FOURS, 88, 90), (CHILDS_POSE, 96, 26)],
)
def test_kneeling_has_the_angles_asked_for(parameters, trunk_lean, knee):
    s = skeleton(Kneeling, parameters)
    assert s.forward_angle(s.trunk) == pytest.approx(trunk_lean, abs=0.5)
    assert knee_angle(s, Side.LEFT) == pytest.approx(knee, abs=4)
    assert knee_angle(s, Side.RIGHT) == pytest.approx(knee_angle(s, Side.LEFT), abs=0.5)


def test_mirrored_lunges_have_mirrored_joints():
    left = body().joints(_held(Lunge, LungeParameters(front=Side.LEFT)))
    right = body().joints(_held(Lunge, LungeParameters(front=Side.RIGHT)))
    for name in ("hip", "knee", "ankle", "shoulder", "elbow", "wrist"):
        for side in Side:
            mirrored = right[side.other.joint(name)] * MIRROR
            np.testing.assert_allclose(left[side.joint(name)], mirrored, atol=0.006)


def _held(posture, parameters):
    return posture(body(), parameters).at(parameters)


@pytest.mark.parametrize(
    ("posture", "hold", "changed", "planted"),
    [
        (
            Bridge,
            BridgeParameters(),
            BridgeParameters(hip_angle=130),
            ("left_ankle", "right_ankle", "left_shoulder", "right_shoulder"),
        ),
        (Lunge, LungeParameters(), LungeParameters(hips_back=10), ("left_ankle", "right_knee")),
        (
            Seated,
            SeatedParameters(),
            SeatedParameters(trunk_lean=30, spine_flexion=30),
            ("left_ankle", "right_ankle", "left_hip", "right_hip"),
        ),
    ],
)
def test_planted_joints_stay_while_the_rest_moves(posture, hold, changed, planted):
    person = body()
    kept = posture(person, hold)
    before, after = person.joints(kept.at(hold)), person.joints(kept.at(changed))
    for name in planted:
        np.testing.assert_allclose(before[name], after[name], atol=0.012, err_msg=name)


def test_the_standing_foot_of_a_walk_keeps_its_place():
    walk = Walk(body(), WalkParameters())
    places = [
        body().joints(walk.at(WalkParameters(steps=s)))["left_ankle"] for s in (0.1, 0.5, 0.9)
    ]
    np.testing.assert_allclose(places[0][:2], places[2][:2], atol=0.005)
    swung = body().joints(walk.at(WalkParameters(steps=2.5)))["left_ankle"]
    assert places[0][1] - swung[1] == pytest.approx(2 * WalkParameters().stride, abs=0.01)


def test_motion_eases_from_key_to_key_and_bounces():
    keys = [Key(0.0, "seated", {"trunk_lean": 0.0}), Key(2.0, "seated", {"trunk_lean": 30.0})]
    motion = Motion(body(), keys, Bounce("trunk_lean", 10.0, 1.0, 3.0, 5.0))

    def lean(time_s):
        pose = motion.at(time_s).pose
        return true_measures(Skeleton.of(body().joints(pose)), pose, 0.0)["trunk_lean"]

    assert lean(0.0) == pytest.approx(0, abs=0.5)
    assert lean(1.0) == pytest.approx(15, abs=0.8)
    assert lean(2.0) == pytest.approx(30, abs=0.5)
    assert lean(3.25) - lean(3.75) == pytest.approx(20, abs=1.0)
    assert (ease(0), ease(0.5), ease(1)) == pytest.approx((0, 0.5, 1))


def test_a_change_of_posture_belongs_to_neither():
    keys = [Key(0.0, "standing", {}), Key(2.0, "half_kneeling_lunge", {})]
    motion = Motion(body(), keys)
    assert motion.at(1.0).posture is None
    assert motion.at(2.0).posture == "half_kneeling_lunge"
    assert lowest(motion.at(1.0).pose, body()) > -0.012


def test_motion_refuses_keys_out_of_order():
    with pytest.raises(ValueError, match="increasing"):
        Motion(body(), [Key(1.0, "standing", {}), Key(0.5, "standing", {})])
