"""Positions that are no stretch: what their names say, on the floor, with limbs of one length."""

import functools
from random import Random

import numpy as np
import pytest

from samples.generator.body import Body, Side
from samples.generator.kinematics import interior_angle, unit
from samples.generator.poses.figure import Figure, FigureParameters, drawn, figures, taught_figures
from samples.generator.truth import Skeleton, knee_angle, stretches_of

BODIES = ("man_50_heavy", "woman_20_thin_tall", "woman_25")
DRAWS = ("", "1", "2")
DEEPEST_M = 0.05


@functools.cache
def body(name):
    return Body(name)


@functools.cache
def posed(name, draw="", lead=Side.LEFT, person=None):
    person = person or BODIES[len(name) % len(BODIES)]
    return Figure(body(person), FigureParameters(name, draw, lead)).held


def skeleton(name, draw="", person=None):
    pose = posed(name, draw, person=person)
    return Skeleton.of(body(person or BODIES[len(name) % len(BODIES)]).joints(pose))


def heights(name, draw, *joints):
    s = skeleton(name, draw)
    return [float(s(side.joint(joint))[2]) for joint in joints for side in Side]


def lean(name, draw):
    s = skeleton(name, draw)
    return s.forward_angle(s.trunk)


@pytest.mark.parametrize("name", sorted({**figures(), **taught_figures()}))
def test_a_figure_is_on_the_floor_and_not_in_it(name):
    for draw in DRAWS:
        person = body(BODIES[len(name) % len(BODIES)])
        pose = posed(name, draw)
        lowest = person.skin(person.bone_transforms(pose))[:, 2].min()
        assert -DEEPEST_M < lowest < 0.002, draw


@pytest.mark.parametrize("name", sorted(figures()))
def test_a_figure_keeps_the_lengths_of_the_limbs(name):
    person = body(BODIES[len(name) % len(BODIES)])
    for draw in DRAWS:
        s = skeleton(name, draw)
        for side in Side:
            hip, knee, ankle = (s(side.joint(joint)) for joint in ("hip", "knee", "ankle"))
            assert np.linalg.norm(knee - hip) == pytest.approx(person.thigh_length, abs=1e-6)
            assert np.linalg.norm(ankle - knee) == pytest.approx(person.shank_length, abs=1e-6)


@pytest.mark.parametrize("name", sorted(figures()))
def test_knees_and_elbows_bend_as_far_as_those_of_people(name):
    for draw in DRAWS:
        s = skeleton(name, draw)
        for side in Side:
            arm = (s(side.joint(joint)) for joint in ("shoulder", "elbow", "wrist"))
            assert knee_angle(s, side) > 16
            assert interior_angle(*arm) > 15


@pytest.mark.parametrize("name", sorted(figures()))
def test_most_draws_of_a_figure_are_no_stretch(name):
    person = body("man_30")
    chance = Random(name)
    found = [
        stretches_of(person, Figure(person, FigureParameters(name, str(chance.random()))).held)
        for _ in range(6)
    ]
    assert sum(map(bool, found)) <= 4, found


def test_the_same_word_draws_the_same_figure_and_another_one_another():
    assert drawn(FigureParameters("wheel", "7")) == drawn(FigureParameters("wheel", "7"))
    assert drawn(FigureParameters("wheel", "7")) != drawn(FigureParameters("wheel", "8"))


@pytest.mark.parametrize("name", ["shin_box", "half_split", "crawling", "seated_twist", "tree"])
def test_the_other_lead_is_the_mirror_image(name):
    person = body("woman_25")
    left, right = (person.joints(posed(name, "3", lead, "woman_25")) for lead in Side)
    for joint in ("hip", "knee", "ankle", "shoulder", "elbow", "wrist"):
        for side in Side:
            mirrored = right[side.other.joint(joint)] * np.array([-1, 1, 1])
            np.testing.assert_allclose(left[side.joint(joint)], mirrored, atol=0.02)


@pytest.mark.parametrize("draw", DRAWS)
class TestWhatTheNamesSay:
    """The arrangement of the joints, not the beauty of the hands."""

    @pytest.mark.parametrize("name", ["wheel", "wheel_on_forearms", "reverse_tabletop"])
    def test_hips_and_shoulders_are_over_hands_and_feet_and_the_belly_is_up(self, name, draw):
        over = min(heights(name, draw, "hip", "shoulder"))
        assert over > max(heights(name, draw, "wrist", "ankle")) + 0.08
        assert skeleton(name, draw).trunk @ skeleton(name, draw).forward < 0

    @pytest.mark.parametrize("name", ["lying_flat", "lying_knees_bent", "reclined_butterfly"])
    def test_lying_is_flat_on_the_back(self, name, draw):
        assert max(heights(name, draw, "hip", "shoulder")) < 0.22
        assert -105 < lean(name, draw) < -75

    def test_lying_with_bent_knees_has_the_feet_on_the_floor_and_the_hips_too(self, draw):
        assert max(heights("lying_knees_bent", draw, "ankle")) < 0.13
        assert min(heights("lying_knees_bent", draw, "knee")) > 0.2

    def test_the_reclined_hero_lies_on_folded_shins(self, draw):
        s = skeleton("reclined_hero", draw)
        assert max(heights("reclined_hero", draw, "knee", "ankle", "hip")) < 0.24
        assert max(knee_angle(s, side) for side in Side) < 50
        assert lean("reclined_hero", draw) < -70

    @pytest.mark.parametrize("name", ["camel", "kneeling_tall"])
    def test_kneelers_have_knees_on_the_floor_and_hips_over_them(self, name, draw):
        s = skeleton(name, draw)
        assert max(heights(name, draw, "knee")) < 0.13
        for side in Side:
            thigh = unit(s(side.joint("hip")) - s(side.joint("knee")))
            assert thigh[2] > 0.9

    def test_the_camel_bends_backward(self, draw):
        assert lean("camel", draw) < -15

    @pytest.mark.parametrize("name", ["hands_and_knees", "crawling", "cat", "cow", "bird_dog"])
    def test_on_all_fours_the_trunk_is_level_over_a_knee_and_a_hand(self, name, draw):
        assert 60 < lean(name, draw) < 120
        assert min(heights(name, draw, "knee")) < 0.13
        assert min(heights(name, draw, "wrist")) < 0.13
        assert min(heights(name, draw, "hip", "shoulder")) > 0.25

    def test_bird_dogs_lift_the_leg_and_the_arm_of_opposite_sides(self, draw):
        s = skeleton("bird_dog", draw)
        assert s("left_ankle")[2] > 0.2
        assert s("right_wrist")[2] > 0.3
        assert max(s("right_knee")[2], s("left_wrist")[2]) < 0.13

    @pytest.mark.parametrize("name", ["high_plank", "forearm_plank"])
    def test_planks_are_straight_over_hands_and_toes(self, name, draw):
        s = skeleton(name, draw)
        for side in Side:
            joints = (s(side.joint(joint)) for joint in ("shoulder", "hip", "knee"))
            assert interior_angle(*joints) > 150
            assert knee_angle(s, side) > 160
        assert min(heights(name, draw, "knee")) > 0.12

    def test_downward_dogs_have_the_hips_on_top(self, draw):
        assert min(heights("downward_dog", draw, "hip")) > 0.15 + max(
            heights("downward_dog", draw, "shoulder", "knee")
        )

    @pytest.mark.parametrize("name", ["cross_legged", "long_sitting", "shin_box", "w_sitting"])
    def test_sitters_sit(self, name, draw):
        assert max(heights(name, draw, "hip")) < 0.22
        assert min(heights(name, draw, "shoulder")) > 0.35

    def test_long_sitting_has_straight_legs_and_sitting_cross_legged_bent_ones(self, draw):
        long, crossed = skeleton("long_sitting", draw), skeleton("cross_legged", draw)
        for side in Side:
            assert knee_angle(long, side) > 160
            assert knee_angle(crossed, side) < 90

    def test_the_shins_of_a_shin_box_lie_across_before_and_back_behind(self, draw):
        s = skeleton("shin_box", draw)
        front = unit(s("left_ankle") - s("left_knee"))
        rear = unit(s("right_ankle") - s("right_knee"))
        assert abs(front @ s.leftward) > 0.5
        assert rear @ s.forward < -0.3
        assert max(heights("shin_box", draw, "knee", "ankle")) < 0.35

    def test_splits_are_straight_before_and_behind(self, draw):
        s = skeleton("front_split", draw)
        assert min(knee_angle(s, side) for side in Side) > 165
        assert (s("left_ankle") - s.middle("hip")) @ s.forward > 0.5
        assert (s("right_ankle") - s.middle("hip")) @ s.forward < -0.5

    def test_half_splits_have_a_straight_front_leg_and_the_rear_knee_down(self, draw):
        s = skeleton("half_split", draw)
        assert knee_angle(s, Side.LEFT) > 145
        assert s("right_knee")[2] < 0.13

    def test_high_lunges_keep_the_rear_knee_off_the_floor(self, draw):
        for name in ("high_lunge", "warrior_one"):
            s = skeleton(name, draw)
            assert s("right_knee")[2] > 0.2
            assert knee_angle(s, Side.LEFT) < 165

    def test_squats_are_on_both_feet_with_bent_knees(self, draw):
        s = skeleton("deep_squat", draw)
        assert max(heights("deep_squat", draw, "ankle")) < 0.14
        assert max(knee_angle(s, side) for side in Side) < 100

    def test_side_liers_lie_on_a_hip_and_a_shoulder(self, draw):
        s = skeleton("side_lying", draw)
        assert abs(s.trunk[2]) < 0.2
        assert s("right_hip")[2] - s("left_hip")[2] > 0.1

    @pytest.mark.parametrize("name", ["standing", "tree"])
    def test_standing_is_tall(self, name, draw):
        assert max(heights(name, draw, "hip")) > 0.75


def test_a_small_spread_draws_near_the_middle_of_the_ranges():
    whole, small = (
        drawn(FigureParameters("deep_squat", "1", spread=spread))["trunk"]["pitch"]
        for spread in (1.0, 0.2)
    )
    low, high = figures()["deep_squat"]["trunk"]["pitch"]
    assert abs(small - (low + high) / 2) <= 0.1 * (high - low)
    assert small - (low + high) / 2 == pytest.approx(0.2 * (whole - (low + high) / 2), abs=0.01)


def test_a_fault_is_off_by_as_much_as_it_says():
    off = FigureParameters("standing_quad_stretch", fault="rest.knee", off_by=-20)
    good, bad = (
        Skeleton.of(body("woman_25").joints(Figure(body("woman_25"), parameters).held))
        for parameters in (FigureParameters("standing_quad_stretch"), off)
    )
    assert knee_angle(bad, Side.RIGHT) - knee_angle(good, Side.RIGHT) == pytest.approx(20, abs=1.5)
