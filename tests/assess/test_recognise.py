from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from figures import (
    ALL_BY_RULES,
    PLANK,
    SITTING_ON_A_CHAIR,
    STANDING,
    WALKING,
    Figure,
    assessed,
    bridge,
    butterfly,
    by_rules_alone,
    clip,
    clocked,
    diamond,
    hidden,
    lunge,
    lying_flat,
    moved,
    pigeon,
    pigeon_with_a_lost_leg,
    seen,
    sight,
    spoilt,
    with_body,
)
from hypothesis import given
from hypothesis import strategies as st
from places import CLIPS

from posecheck.assess.assessor import Assessor
from posecheck.assess.classifier import Classifier, Likeness, shipped_classifier
from posecheck.assess.position import InPosition, breaks_binding_rule, in_position
from posecheck.assess.recognise import MAYBE, RECOGNISED_S, STAYS_LIKELY, STAYS_SHARE
from posecheck.assess.sides import front_leg
from posecheck.measures import CannotJudge, Role, take
from posecheck.measures.rear_leg import STRETCHED_OUT_T, rear_leg_is_lost
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import BUILT_IN, Rule, all_built_in, built_in
from posecheck.support.debounce import SWAP_FRAMES
from posecheck.video import open_clip
from posecheck.video.area import Area
from posecheck.video.frame import Frame


def swapped_feet(pose):
    """The pose with the ankles crossed: each on the other one's place."""
    points = pose.points.copy()
    left, right = Joint.ANKLE.both
    points[[left, right]] = points[[right, left]]
    return replace(pose, points=points)


FIGURES = {
    "pigeon": [pigeon(), pigeon(lean=20)],
    "butterfly": [butterfly(), butterfly(lean=12), butterfly(knee_rise=15)],
    "seated_hip": [diamond(), diamond(lean=35)],
    "bridge": [bridge(), bridge(hip=160), bridge(hip=190)],
    "half_kneeling_lunge": [lunge(), lunge(lean=20), lunge(knee=70), lunge(knee=115)],
}
VIEWS = {
    "pigeon": [90, -90],
    "butterfly": [0, 90],
    "seated_hip": [90],
    "bridge": [45, 90],
    "half_kneeling_lunge": [45, 90, -90],
}
NONE_OF_THEM = {
    "standing": STANDING,
    "lying flat": lying_flat(),
    "on a chair": SITTING_ON_A_CHAIR,
    "plank": PLANK,
    "walking": WALKING,
}


def last(figure, yaw, **more):
    return assessed(clip(figure, 1.2, yaw, **more))[-1]


@pytest.mark.parametrize(
    ("stretch_id", "figure", "yaw"),
    [
        pytest.param(id, figure, yaw, id=f"{id} {number} from {yaw}")
        for id in BUILT_IN
        for number, figure in enumerate(FIGURES[id])
        for yaw in VIEWS[id]
    ],
)
def test_a_stretch_is_recognised_with_its_front_leg(stretch_id, figure, yaw):
    for shown, expected in ((figure, Side.LEFT), (figure.mirrored(), Side.RIGHT)):
        found = last(shown, yaw)
        assert found.stretch is by_rules_alone(stretch_id)
        assert found.in_position
        assert found.recognised
        assert found.side is (expected if found.stretch.has_front_leg else None)


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (160, 120)])
@pytest.mark.parametrize("stretch_id", BUILT_IN)
def test_the_picture_size_does_not_matter(stretch_id, size):
    assert last(FIGURES[stretch_id][0], 90, size=size).stretch is by_rules_alone(stretch_id)


def test_a_view_from_which_a_stretch_is_not_recognised_needs_its_name():
    stretch, poses = by_rules_alone("bridge"), clip(bridge(), 0.75, 0, pitch_deg=35)
    assert sight(poses[0]).view.kind is ViewKind.FEET
    assert ViewKind.FEET not in stretch.told_from
    assert in_position(stretch, sight(poses[0])) is InPosition.UNKNOWN
    everywhere = stretch.model_copy(update={"told_from": frozenset(ViewKind)})
    assert in_position(everywhere, sight(poses[0])) is InPosition.YES
    assert assessed(poses)[-1].stretch is None
    assert assessed(poses, [stretch])[-1].in_position


def with_rules(stretch_id, *rules):
    return by_rules_alone(stretch_id).model_copy(update={"position": rules})


def test_a_named_stretch_needs_every_rule_read_once_and_none_broken_after():
    """A knee that is hidden makes no position, but does not end one either."""
    stretch = with_rules(
        "butterfly",
        Rule(measure="trunk_inclination", max=30),
        Rule(measure="knee_angle", side="near", min=160.0),
    )
    plain = [with_body(pose) for pose in clip(STANDING, 2)]
    lost = [hidden(pose, Landmark.LEFT_KNEE) for pose in plain]
    assert not any(one.in_position for one in assessed(lost, [stretch]))
    assert all(one.in_position for one in assessed([*plain[:6], *lost[6:]], [stretch]))


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("figure", NONE_OF_THEM.values(), ids=NONE_OF_THEM)
def test_other_postures_are_none_of_the_stretches(figure, yaw):
    found = last(figure, yaw)
    assert found.stretch is None
    assert not found.in_position
    assert found.verdicts == ()


def test_a_stretch_counts_as_recognised_only_after_a_while():
    found = assessed(clip(lunge(), 2))
    first = next(i for i, one in enumerate(found) if one.recognised)
    assert found[0].in_position
    assert found[first].time_s >= RECOGNISED_S
    assert first >= SWAP_FRAMES
    assert all(one.recognised for one in found[first:])
    assert not any(one.recognised for one in assessed(clip(lunge(), RECOGNISED_S * 0.7)))


@pytest.mark.parametrize("yaw", [90, 45])
def test_a_low_bridge_is_told_from_lying(yaw):
    assert last(bridge(hip=150), yaw).stretch is by_rules_alone("bridge")
    assert last(lying_flat(), yaw).stretch is None


@pytest.mark.parametrize("stretch", ALL_BY_RULES, ids=BUILT_IN)
def test_a_named_stretch_is_never_overruled(stretch):
    for id, figures in FIGURES.items():
        for one in assessed(clip(figures[0], 1), [stretch]):
            assert one.stretch is stretch
            assert one.recognised
            if by_rules_alone(id) is stretch:
                assert one.in_position


@pytest.mark.parametrize("stretch", ALL_BY_RULES, ids=BUILT_IN)
def test_a_named_stretch_is_not_in_position_in_another_posture(stretch):
    for figure in (STANDING, SITTING_ON_A_CHAIR):
        assert not assessed(clip(figure, 1), [stretch])[-1].in_position


@pytest.mark.parametrize("stretch", ALL_BY_RULES, ids=BUILT_IN)
def test_a_named_stretch_is_not_in_position_while_only_the_head_is_seen(stretch):
    poses = [moved(pose, pose.size, shift=(0, 300)) for pose in clip(STANDING, 3)]
    assert not assessed(poses, [stretch])[-1].in_position


@pytest.mark.parametrize("stretch", all_built_in(), ids=BUILT_IN)
@pytest.mark.parametrize(("down_px", "shown"), [(0, True), (200, False)])
def test_a_named_stretch_is_not_known_by_looks_while_no_leg_is_in_the_picture(
    stretch, down_px, shown
):
    figure, yaw = FIGURES[stretch.id][0], VIEWS[stretch.id][0]
    poses = [moved(pose, pose.size, shift=(0, down_px)) for pose in clip(figure, 3, yaw)]
    assert poses[-1].shows_legs is shown
    assert assessed(poses, [stretch])[-1].in_position is shown


class Opinion(Classifier):
    """A classifier that says the same of every pose."""

    def likeness(self, pose):
        return Likeness({"pigeon": self.share}, {})

    @classmethod
    def of(cls, share):
        shipped = shipped_classifier()
        opinion = cls(shipped.classes, shipped.networks)
        object.__setattr__(opinion, "share", share)
        return opinion


@pytest.mark.parametrize(
    ("rule", "share", "in_position"),
    [
        (Rule(measure="trunk_inclination", min=60.0), STAYS_LIKELY + 0.01, True),
        (Rule(measure="trunk_inclination", min=60.0), STAYS_LIKELY - 0.01, False),
        (Rule(measure="knee_ahead", side=Role.FRONT, min=3.0), STAYS_LIKELY - 0.01, True),
        (Rule(measure="knee_ahead", side=Role.FRONT, min=3.0), MAYBE - 0.01, False),
        (Rule(measure="trunk_inclination", min=60.0, binding=True), 0.9, False),
    ],
)
def test_where_a_named_stretch_breaks_a_rule_looks_decide(rule, share, in_position):
    stretch = built_in("pigeon").model_copy(update={"position": (rule,)})
    assessor = Assessor([stretch], Side.LEFT, Opinion.of(share))
    found = [assessor.assess(pose, pose.time_s) for pose in clip(pigeon(), 2)]
    assert found[-1].in_position is in_position


@pytest.mark.parametrize("stretch_id", ["butterfly", "seated_hip"])
def test_crossed_legs_are_no_soles_together(stretch_id):
    seated = seen(butterfly(), 0)
    crossed = swapped_feet(seated)
    stretch = built_in(stretch_id)
    assert not breaks_binding_rule(stretch, sight(seated))
    assert breaks_binding_rule(stretch, sight(crossed))


@pytest.mark.parametrize("stretch", ALL_BY_RULES, ids=BUILT_IN)
def test_rules_that_cannot_be_read_leave_it_open(stretch):
    lost = sight(spoilt(with_body(seen(STANDING)), *Joint.KNEE.both, *Joint.ANKLE.both))
    assert in_position(stretch, lost) is not InPosition.YES
    figure = FIGURES[stretch.id.removeprefix("my_")][0]
    front = Side.LEFT if stretch.has_front_leg else None
    assert in_position(stretch, sight(with_body(seen(figure)), front)) is InPosition.YES


def test_hands_over_the_ankles_do_not_hide_the_butterfly():
    poses = [hidden(pose, *Joint.ANKLE.both) for pose in clip(butterfly(), 1.5)]
    assert assessed(poses)[-1].stretch is by_rules_alone("butterfly")


def test_a_frame_that_looks_like_another_stretch_does_not_start_another_hold():
    poses = clip(diamond(), 5)
    poses[40:43] = clip(butterfly(), 6)[40:43]
    assert [hold.stretch for hold in clocked(assessed(poses)).holds] == ["my_seated_hip"]


def test_a_pigeon_is_told_where_the_model_has_lost_the_leg_behind():
    pose = pigeon_with_a_lost_leg()
    here = sight(pose)
    assert rear_leg_is_lost(here)
    assert front_leg(pose, here.view) is Side.LEFT
    for measure in ("back_leg_angle", "knees_lead"):
        assert isinstance(take(measure, here), CannotJudge)
    assert take("reach_behind", here).value == STRETCHED_OUT_T
    found = assessed([replace(pose, time_s=i / 12) for i in range(14)])[-1]
    assert (found.stretch, found.side) == (by_rules_alone("pigeon"), Side.LEFT)
    assert found.recognised


@pytest.mark.parametrize(
    "figure",
    [
        butterfly(),
        diamond(),
        pigeon(),
        lunge(),
        bridge(),
        SITTING_ON_A_CHAIR,
        Figure(thigh=dict.fromkeys(Side, (-15, 0)), shin=dict.fromkeys(Side, (0, 180))),
    ],
)
def test_no_leg_is_lost_in_other_postures(figure):
    assert not rear_leg_is_lost(sight(with_body(seen(figure))))


def test_what_was_not_recognised_yet_gives_way_at_once():
    poses = [*clip(butterfly(), 0.1), *clip(diamond(), 1, start_s=0.1)]
    found = assessed(poses)
    assert found[0].stretch is by_rules_alone("butterfly")
    assert {one.stretch.id for one in found[2:]} == {"my_seated_hip"}


@pytest.mark.parametrize(("lost_frames", "recognised"), [(1, True), (5, False)])
def test_a_stumble_of_the_model_keeps_no_stretch_from_being_recognised(lost_frames, recognised):
    """At 10 frames a second, of 1.4 s that are held half a second is the longest calm time."""
    poses = clip(bridge(), 1.4, fps=10)
    standing = clip(STANDING, 1.4, fps=10)
    for start in (4, 10):
        poses[start : start + lost_frames] = standing[start : start + lost_frames]
    assert assessed(poses)[-1].recognised is recognised


def test_a_recognised_stretch_is_left_only_a_little_beyond_its_limits():
    stretch = by_rules_alone("bridge")
    low = next(
        figure
        for figure in (bridge(hip=hip) for hip in range(150, 100, -1))
        if in_position(stretch, sight(seen(figure, 90))) is not InPosition.YES
    )
    assert in_position(stretch, sight(seen(low, 90)), STAYS_SHARE) is InPosition.YES
    alone = assessed(clip(low, 2, 90))
    after = assessed(clip(bridge(), 2, 90) + clip(low, 2, 90, start_s=2))
    assert not alone[-1].in_position
    assert after[-1].in_position


@given(
    low=st.floats(-100, 100), width=st.floats(0.1, 100), slack=st.floats(0, 0.5), value=st.floats()
)
def test_slack_only_widens_a_rule(low, width, slack, value):
    rule = Rule(measure="hip_height", min=low, max=low + width)
    assert rule.holds(value, slack) or not rule.holds(value)
    endless = Rule(measure="hip_height", min=low)
    assert endless.holds(value, slack) or not endless.holds(value)
    assert not rule.holds(low + width + slack * abs(low + width) + 1, slack)


def test_a_diamond_that_looks_like_a_pigeon_without_its_leg_is_told_by_its_feet():
    pose = pigeon_with_a_lost_leg()
    assert rear_leg_is_lost(sight(pose))
    hip = pose.middle(Joint.HIP)
    mask = pose.mask.copy()
    ahead = pose.forward[0]
    feet = hip[0] + ahead * 1.4 * sight(pose).trunk_px
    left, right = sorted((int(hip[0]), int(feet)))
    mask[int(hip[1]) - 5 : int(hip[1]) + 5, left:right] = True
    assert not rear_leg_is_lost(sight(replace(pose, mask=mask)))


@pytest.mark.parametrize("fps", [1.0, 1.8, 2.0, 30.0])
def test_a_stretch_is_recognised_whatever_the_rate(fps):
    seen = assessed(clip(lunge(), 12.0, fps=fps))
    assert seen[-1].recognised


def test_a_leg_beyond_the_edge_makes_no_other_stretch():
    """A lunge without its front leg, which the model puts inside the picture at first."""
    filmed = Area(144, 0, 496, 480)
    found = []
    assessor = Assessor(all_built_in())
    with open_clip(CLIPS / "lunge_left_good_side_man.mp4") as clip, Landmarker(find_model()) as see:
        for frame in islice(clip, 30):
            image = np.zeros_like(frame.image)
            image[filmed.rows_and_columns] = frame.image[:, 288:]
            pose = see.detect(Frame(frame.index, frame.time_s, image, filmed))
            found.append(assessor.assess(pose, frame.time_s))
    assert any(one.pose.legs_are_made_up for one in found if one.pose)
    recognised = {one.stretch.id for one in found if one.recognised and one.stretch}
    assert recognised <= {"half_kneeling_lunge"}


def test_frames_too_far_apart_recognise_nothing():
    assert not any(one.recognised for one in assessed(clip(lunge(), 30.0, fps=0.9)))


def test_who_is_recognised_may_do_it_badly_within_the_limits_but_not_begin_so():
    upright = Rule(measure="trunk_inclination", min=-40, max=40)
    changes = {"id": "tall", "position": (upright,), "mean_deviation": 0.3}
    tall = by_rules_alone("bridge").model_copy(update=changes)
    stretches = (*ALL_BY_RULES, tall)

    def last(*leans):
        assessor = Assessor(stretches)
        poses = [
            seen(Figure(trunk_lean=lean), time_s=2 * number + index / 10)
            for number, lean in enumerate(leans)
            for index in range(20)
        ]
        return [assessor.assess(pose, pose.time_s) for pose in poses][-1]

    assert last(0).stretch is tall
    leaning = last(0, 30)
    assert (leaning.stretch, leaning.in_position) == (tall, True)
    assert last(30).stretch is not tall
    assert not last(0, 60).in_position
