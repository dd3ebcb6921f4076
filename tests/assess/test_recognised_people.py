"""Recognition by the classifier, of rendered people as the pose model sees them."""

from dataclasses import dataclass, replace
from math import exp
from pathlib import Path

import numpy as np
import pytest
from figures import by_rules_alone, sight
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import CLIPS, QUICK

from posecheck.assess.assessor import Assessor
from posecheck.assess.classifier import shipped_classifier
from posecheck.assess.position import InPosition, breaks_binding_rule, in_position
from posecheck.assess.recognise import (
    LIKELY,
    MAYBE,
    SMOOTHED_S,
    STAYS_LIKELY,
    Looks,
)
from posecheck.measures import Measurement, Role, take
from posecheck.pose.pose import Joint, Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import BUILT_IN, Rule, all_built_in, built_in

_, BUTTERFLY, DIAMOND, BRIDGE, LUNGE = all_built_in()
LUNGE_CLIP, BRIDGE_CLIP = QUICK / "lunge_side.mp4", QUICK / "bridge_side.mp4"
BUTTERFLY_CLIP = QUICK / "butterfly_front.mp4"
LIFTED_CLIP = CLIPS / "lunge_left_rear_knee_lifted_25_side_woman.mp4"
DIAMOND_FROM_FRONT_CLIP = CLIPS / "seated_hip_soles_apart_front_woman.mp4"
OUT_OF_REACH = Rule(measure="trunk_inclination", min=200.0)
"""A rule that no pose keeps."""

TAKEN = 24
"""A frame by which everybody has taken the position."""


@dataclass(frozen=True)
class Shown:
    """What a clip shows."""

    clip: Path
    stretch: str
    side: Side | None = None


SHOWN = (
    Shown(CLIPS / "pigeon_left_good_side_woman.mp4", "pigeon", Side.LEFT),
    Shown(BUTTERFLY_CLIP, "butterfly"),
    Shown(CLIPS / "seated_hip_good_side_woman.mp4", "seated_hip"),
    Shown(BRIDGE_CLIP, "bridge"),
    Shown(LUNGE_CLIP, "half_kneeling_lunge", Side.LEFT),
)


@pytest.fixture
def found_in(poses_of):
    """The poses of the frames of a clip in which somebody was found."""
    return lambda path: [pose for _, pose in poses_of(path) if pose]


def said(poses, stretches=None):
    assessor = Assessor(stretches or all_built_in())
    return [assessor.assess(pose, pose.time_s) for pose in poses]


def held(pose, seconds=1.0, start_s=0.0):
    """Somebody who keeps still in this pose."""
    return [replace(pose, time_s=start_s + i / 12) for i in range(round(seconds * 12))]


def with_rules(stretch, *rules):
    return stretch.model_copy(update={"position": rules})


def likeness(pose, stretch):
    return shipped_classifier().likeness(pose).of(stretch.id)


def in_mirror(pose):
    """The pose as a mirror shows it, left and right exchanged."""
    exchanged = pose.with_sides_exchanged()
    mask = None if pose.mask is None else np.ascontiguousarray(pose.mask[:, ::-1])
    return replace(
        exchanged,
        points=exchanged.points * [-1, 1] + [pose.size[0], 0],
        world=exchanged.world * [-1, 1, 1],
        mask=mask,
    )


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.stretch)
def test_a_person_in_a_stretch_is_recognised(shown, found_in):
    recognised = [one for one in said(found_in(shown.clip)) if one.recognised]
    assert {(one.stretch.id, one.side) for one in recognised} == {(shown.stretch, shown.side)}
    assert any(one.in_position for one in recognised)


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.stretch)
def test_a_mirrored_person_is_in_the_same_stretch_on_the_other_side(shown, found_in):
    poses = found_in(shown.clip)
    for here, there in zip(said(poses), said(map(in_mirror, poses)), strict=True):
        assert (there.stretch, there.in_position) == (here.stretch, here.in_position)
        assert there.side is (here.side and here.side.other)


@pytest.mark.parametrize(("plain_at", "recognised"), [(0.0, True), (0.8, True), (1.0, False)])
def test_what_is_never_plain_enough_is_not_recognised_but_the_moment_counts(
    plain_at, recognised, found_in
):
    stretches = (BUTTERFLY.model_copy(update={"plain_at": plain_at}), BRIDGE)
    found = said(found_in(BUTTERFLY_CLIP), stretches)
    assert any(one.recognised for one in found) is recognised
    assert any(one.in_position for one in found)


def read(measure, pose):
    result = take(measure, sight(pose, Side.LEFT), Role.REAR)
    assert isinstance(result, Measurement)
    return result.value


def test_a_knee_that_is_lifted_high_is_no_lunge_however_much_it_looks_like_one(found_in):
    pose = found_in(LIFTED_CLIP)[-1]
    limit = next(rule.max for rule in LUNGE.position if rule.measure == "knee_lift")
    points, lower_leg = pose.points.copy(), (Joint.ANKLE, Joint.HEEL, Joint.FOOT_INDEX)
    drop_px = (limit - read("knee_lift", pose) + 0.02) * sight(pose).trunk_px
    points[[joint.of(Side.RIGHT) for joint in lower_leg], 1] += drop_px
    lifted = replace(pose, points=points)
    assert read("knee_lift", lifted) == pytest.approx(limit + 0.02)
    assert likeness(lifted, LUNGE) >= LIKELY
    assert said(held(pose))[-1].stretch is LUNGE
    assert said(held(lifted))[-1].stretch is None
    assert not said(held(lifted), [LUNGE])[-1].in_position


@pytest.mark.parametrize("binding", [False, True])
@pytest.mark.parametrize("measure", ["knee_lift", "knee_height"])
def test_only_a_binding_rule_overrules_the_looks(binding, measure, found_in):
    pose = found_in(LIFTED_CLIP)[-1]
    limit = read(measure, pose) - 0.01
    broken = Rule(measure=measure, side=Role.REAR, max=limit, binding=binding)
    stretch = with_rules(LUNGE, broken)
    assert in_position(stretch, sight(pose, Side.LEFT)) is InPosition.NO
    assert breaks_binding_rule(stretch, sight(pose, Side.LEFT)) is binding
    found = said(held(pose), [stretch, BRIDGE])[-1]
    assert found.stretch is (None if binding else stretch)
    assert said(held(pose), [stretch])[-1].in_position is not binding


def test_a_binding_rule_speaks_only_from_its_views_and_when_it_can_be_read(found_in):
    pose = found_in(LIFTED_CLIP)[-1]
    broken = Rule(measure="knee_lift", side=Role.REAR, max=-1.0, binding=True)
    elsewhere = broken.model_copy(update={"views": frozenset({ViewKind.FRONT})})
    assert breaks_binding_rule(with_rules(LUNGE, broken), sight(pose, Side.LEFT))
    assert not breaks_binding_rule(with_rules(LUNGE, elsewhere), sight(pose, Side.LEFT))
    assert not breaks_binding_rule(with_rules(LUNGE, broken), sight(pose, None))


def torn_between_butterfly_and_diamond(poses):
    """A pose that looks like either, but not plainly like a butterfly."""
    return next(
        pose
        for pose in poses
        if MAYBE <= likeness(pose, BUTTERFLY) < LIKELY
        and likeness(pose, BUTTERFLY) + likeness(pose, DIAMOND) >= LIKELY
    )


def test_a_diamond_from_the_front_passes_for_a_butterfly(found_in):
    poses = found_in(DIAMOND_FROM_FRONT_CLIP)
    assert sum(likeness(pose, DIAMOND) >= LIKELY for pose in poses) > len(poses) / 2
    assert {one.stretch.id for one in said(poses) if one.recognised} == {BUTTERFLY.id}
    assert said(poses, [DIAMOND])[-1].in_position


def from_behind(pose):
    """The same person as somebody sees them who stands behind: left and right exchanged."""
    return replace(in_mirror(pose).with_sides_exchanged(), world=pose.world * [-1, 1, -1])


def test_a_butterfly_is_not_told_from_behind_unless_seen_before_or_named(found_in):
    pose = found_in(BUTTERFLY_CLIP)[-1]
    behind = from_behind(pose)
    assert said(held(behind))[-1].view.kind is ViewKind.BACK
    assert likeness(behind, BUTTERFLY) + likeness(behind, DIAMOND) >= LIKELY
    assert said(held(behind))[-1].stretch is None
    assert said(held(behind), [BUTTERFLY])[-1].in_position
    turned = said([*held(pose, 2), *held(behind, 2, start_s=2)])[-1]
    assert turned.view.kind is ViewKind.BACK
    assert turned.in_position


def test_only_what_is_looked_for_passes_for_another(found_in):
    pose = torn_between_butterfly_and_diamond(found_in(DIAMOND_FROM_FRONT_CLIP))
    butterfly = with_rules(BUTTERFLY, OUT_OF_REACH)
    assert said(held(pose), [butterfly, DIAMOND])[-1].stretch is butterfly
    assert said(held(pose), [butterfly, BRIDGE])[-1].stretch is None


@pytest.mark.parametrize("kept", [False, True])
def test_where_the_looks_are_torn_between_stretches_the_rules_decide(kept, found_in):
    pose = torn_between_butterfly_and_diamond(found_in(DIAMOND_FROM_FRONT_CLIP))
    upright = Rule(measure="trunk_inclination", max=75.0)
    butterfly = with_rules(BUTTERFLY, upright if kept else OUT_OF_REACH)
    found = said(held(pose), [butterfly, BRIDGE])[-1]
    assert found.stretch is (butterfly if kept else None)


def test_a_recognised_stretch_stays_while_it_looks_a_little_less_like_it(found_in):
    plain = found_in(BUTTERFLY_CLIP)[-1]
    less = next(
        pose
        for clip in (DIAMOND_FROM_FRONT_CLIP, CLIPS / "seated_hip_good_front_man.mp4")
        for pose in found_in(clip)
        if STAYS_LIKELY < likeness(pose, BUTTERFLY) < LIKELY
    )
    stretches = [with_rules(BUTTERFLY, OUT_OF_REACH), BRIDGE]
    alone = said(held(less, 3.0), stretches)
    after = said(held(plain, 2.0) + held(less, 3.0, start_s=2.0), stretches)
    assert not alone[-1].in_position
    assert after[-1].in_position


@pytest.mark.parametrize("stretch_id", BUILT_IN)
def test_a_named_stretch_that_breaks_a_rule_needs_to_look_like_it(stretch_id, found_in):
    broken = with_rules(built_in(stretch_id), OUT_OF_REACH)
    for shown in SHOWN:
        pose = found_in(shown.clip)[TAKEN]
        found = said(held(pose), [broken])[-1]
        assert found.stretch is broken
        assert found.in_position is (likeness(pose, broken) >= MAYBE)
        if shown.stretch == stretch_id:
            assert found.in_position


def test_what_the_classifier_does_not_know_is_left_to_its_rules(found_in):
    pose = found_in(LUNGE_CLIP)[-1]
    own = by_rules_alone(LUNGE.id)
    broken = with_rules(own, OUT_OF_REACH)
    assert said(held(pose), [own, BRIDGE])[-1].stretch is own
    assert said(held(pose), [broken, BRIDGE])[-1].stretch is None
    assert not said(held(pose), [broken])[-1].in_position


@given(steps=st.lists(st.floats(0.001, 0.5), min_size=1, max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_looks_settle_exponentially_however_often_they_are_asked(steps, found_in):
    before, after = found_in(LUNGE_CLIP)[-1], found_in(BRIDGE_CLIP)[TAKEN]
    was, will_be = likeness(before, LUNGE), likeness(after, LUNGE)
    assert was - will_be > 0.5
    looks, time_s = Looks(shipped_classifier()), 0.0
    looks.see(replace(before, time_s=time_s))
    assert looks.of(LUNGE.id) == pytest.approx(was)
    for step in steps:
        time_s += step
        looks.see(replace(after, time_s=time_s))
        done = 1 - exp(-time_s / SMOOTHED_S)
        assert looks.of(LUNGE.id) == pytest.approx(was + (will_be - was) * done, abs=1e-6)
