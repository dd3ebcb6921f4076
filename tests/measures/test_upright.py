from dataclasses import replace

import numpy as np
import pytest
from figures import Figure, butterfly, clip, lunge, seen, sight, with_back

from posecheck.measures import MEASURES, Role, Upright, take, upright
from posecheck.measures.upright import UprightObserver
from posecheck.pose.view import ViewKind

LEANING = (upright.UPRIGHT_LEAN_DEG + upright.LEFT_UPRIGHT_DEG) / 2
LEANING_BACK = -LEANING + MEASURES["trunk_lean"].bias  # the model sees people lean back less
LEFT = upright.LEFT_UPRIGHT_DEG + 5


def sights(figure, seconds, *, bulge=0.0, yaw=90.0, start_s=0.0, fps=15.0):
    for pose in clip(figure, seconds, yaw, start_s=start_s, fps=fps):
        yield sight(with_back(pose, bulge))


def learn(*parts):
    observer = UprightObserver()
    for part in parts:
        for here in part:
            observer.observe(here)
    return observer.known


def outline(bulge, figure=None):
    pose = with_back(seen(figure or Figure()), bulge)
    return take("back_outline", sight(pose), Role.NEAR).value


@pytest.mark.parametrize("figure", [Figure(), lunge(), butterfly()], ids=["stand", "kneel", "sit"])
@pytest.mark.parametrize("yaw", [90, -90])
def test_the_upright_posture_is_learnt_standing_kneeling_and_sitting(figure, yaw):
    known = learn(sights(figure, 2 * upright.ENOUGH_S, yaw=yaw))
    assert known.back_outline == pytest.approx(outline(0.0), abs=0.01)
    assert known.head_angle == pytest.approx(180, abs=1e-3)


def test_nothing_is_known_before_enough_was_seen():
    for too_little in (sights(Figure(), upright.ENOUGH_S * 0.8), sights(Figure(), 3.0, fps=1.0)):
        assert replace(learn(too_little), trunk_px=None) == Upright()


@pytest.mark.parametrize("lean", [LEANING, LEFT, 60, LEANING_BACK, -40])
def test_nothing_is_learnt_from_somebody_who_leans(lean):
    assert learn(sights(Figure(trunk_lean=lean), 5)) == Upright()


@pytest.mark.parametrize("yaw", [0, 180])
def test_nothing_is_learnt_from_the_front_or_from_behind(yaw):
    assert learn(map(sight, clip(Figure(), 3, yaw))) == Upright()


def test_obliquely_only_the_head_is_learnt_and_for_that_view():
    known = learn(map(sight, clip(Figure(), 3, 45)))
    assert (known.back_outline, known.head_view) == (None, ViewKind.OBLIQUE)
    assert known.head_angle == pytest.approx(
        take("head_angle", sight(seen(Figure(), 45)), Role.NEAR).value
    )


def test_the_head_is_learnt_again_from_another_view_and_the_back_is_not():
    from_the_side = learn(sights(Figure(), 2, bulge=-0.03))
    assert from_the_side.head_view is ViewKind.SIDE
    turned = learn(sights(Figure(), 2, bulge=-0.03), map(sight, clip(Figure(), 2, 45, start_s=2)))
    assert turned.head_view is ViewKind.OBLIQUE
    assert turned.head_angle != pytest.approx(from_the_side.head_angle, abs=5)
    assert turned.back_outline == from_the_side.back_outline is not None


def test_leaning_frames_in_between_do_not_count():
    head_down = replace(Figure(trunk_lean=LEANING), head_drop=50)
    known = learn(
        sights(Figure(), 0.7), sights(head_down, 3, start_s=0.7), sights(Figure(), 2, start_s=3.7)
    )
    assert known.head_angle == pytest.approx(180, abs=1e-3)


def test_what_was_learnt_is_kept():
    first = learn(sights(Figure(), 2, bulge=-0.03))
    later = learn(
        sights(Figure(), 2, bulge=-0.03),
        sights(Figure(head_drop=40), 10, bulge=0.2, start_s=2),
        sights(Figure(trunk_lean=50), 5, bulge=0.2, start_s=12),
    )
    assert later == first


def test_leaving_upright_early_uses_what_was_seen():
    known = learn(sights(Figure(), 0.6), sights(Figure(trunk_lean=LEFT), 0.2, start_s=0.6))
    assert known.head_angle == pytest.approx(180, abs=1e-3)


def test_an_implausible_back_is_not_taken_for_the_own_one():
    bulge = 0.2
    assert outline(bulge) > upright.HIGHEST_OUTLINE_T
    assert learn(sights(Figure(), 3, bulge=bulge)).back_outline is None
    later = learn(sights(Figure(), 3, bulge=bulge), sights(Figure(), 3, start_s=3))
    assert later.back_outline == pytest.approx(outline(0.0), abs=0.01)


def test_without_a_mask_the_head_is_learnt_alone():
    known = learn(sight(replace(pose, mask=None)) for pose in clip(Figure(), 3))
    assert known.back_outline is None
    assert np.isfinite(known.head_angle)
