"""The stretches as people do them: in position by their definition, on the floor, as named."""

import functools
from random import Random

import numpy as np
import pytest

from samples.generator.body import Body, Side
from samples.generator.poses import POSTURES
from samples.generator.poses.variants import variants
from samples.generator.truth import (
    STRETCHES,
    Skeleton,
    hand_to_foot,
    hip_angle_signed,
    hold_to_foot,
    knee_angle,
    stretches_of,
)

BODIES = ("man_50_heavy", "woman_20_thin_tall", "woman_25")
IDS = [f"{variant.stretch}-{variant.name}-{index}" for index, variant in enumerate(variants())]


@functools.cache
def body(name):
    return Body(name)


def posed(variant, seed):
    """The first draw whose angles go together: parameters, person, pose."""
    chance = Random(f"{variant.stretch} {variant.name} {seed}")
    person = body(chance.choice(BODIES))
    kind, values = POSTURES[variant.posture]
    for _ in range(40):
        parameters = variant.drawn(chance)
        try:
            return parameters, person, kind(person, values(**parameters)).held
        except ValueError:
            continue
    raise AssertionError(f"{variant} cannot be posed")


def some(stretch, name, count=4):
    for variant in variants():
        if (variant.stretch, variant.name) == (stretch, name):
            for seed in range(count):
                parameters, person, pose = posed(variant, seed)
                yield parameters, Skeleton.of(person.joints(pose))


def test_every_stretch_has_variants():
    assert {variant.stretch for variant in variants()} == set(STRETCHES)


@pytest.mark.parametrize("variant", variants(), ids=IDS)
def test_a_variant_is_its_stretch_with_its_leg_in_front_and_on_the_floor(variant):
    right = 0
    for seed in range(4):
        parameters, person, pose = posed(variant, seed)
        lowest = person.skin(person.bone_transforms(pose))[:, 2].min()
        assert -0.05 < lowest < 0.02
        front = parameters.get("front")
        wanted = {variant.stretch: (front,) if front else tuple(Side)}
        right += stretches_of(person, pose) == wanted
    assert right >= 3


def test_high_bridges_are_as_high_as_those_of_people():
    leans = [
        s.forward_angle(s.trunk) for _, s in some("bridge", "high", 12) if s.trunk_length > 0.1
    ]
    assert min(leans) < -137
    lifts = [s.middle("hip")[2] - s.middle("shoulder")[2] for _, s in some("bridge", "high", 12)]
    assert max(lifts) > 0.27
    for _, s in some("bridge", "high"):
        assert hip_angle_signed(s, Side.LEFT) > 190


def test_held_ankles_are_near_the_hands():
    for _, s in some("bridge", "ankles_held"):
        assert min(hand_to_foot(s, side) for side in Side) < 0.75


@pytest.mark.parametrize("name", ["mermaid", "mermaid_elbow", "king", "king_one"])
def test_the_back_foot_is_held_and_off_the_floor(name):
    for parameters, s in some("pigeon", name):
        rear = parameters["front"].other
        assert hold_to_foot(s, rear) < 0.45
        assert s(rear.joint("ankle"))[2] > 0.25
        assert knee_angle(s, rear) < 95


def test_kings_hold_the_foot_behind_the_head_with_both_hands():
    for _, s in some("pigeon", "king"):
        for side in Side:
            assert s(side.joint("elbow"))[2] > s(side.joint("shoulder"))[2]
            assert (s(side.joint("wrist")) - s.middle("shoulder")) @ s.forward < 0.05


def test_folded_pigeons_and_butterflies_have_the_head_low():
    for stretch in ("pigeon", "butterfly", "seated_hip"):
        tall = np.mean([s("head")[2] for _, s in some(stretch, "tall")])
        folded = np.mean([s("head")[2] for _, s in some(stretch, "folded")])
        assert folded < 0.6 * tall


def test_the_front_shin_of_pigeons_lies_across_or_back_to_the_groin():
    for parameters, s in some("pigeon", "tall", 8):
        side = parameters["front"]
        shin = s(side.joint("ankle")) - s(side.joint("knee"))
        assert shin @ s.leftward * side.sign < 0
        assert abs(shin[2]) < 0.12


def test_very_deep_lunges_have_low_hips_and_crescents_bend_backward():
    for _, s in some("half_kneeling_lunge", "very_deep"):
        assert s.middle("hip")[2] < 0.8 * s.trunk_length
    for _, s in some("half_kneeling_lunge", "crescent"):
        assert s.forward_angle(s.trunk) < -8


def test_a_hand_holds_the_rear_foot_of_a_lunge():
    for parameters, s in some("half_kneeling_lunge", "rear_foot_held"):
        rear = parameters["front"].other
        assert hand_to_foot(s, rear) < 0.5
        assert s(rear.joint("ankle"))[2] > s(rear.joint("knee"))[2] + 0.15
