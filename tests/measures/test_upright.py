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


def learn(*parts, then=()):
    """What is known of the upright posture after these sights, and others in a stretch."""
    observer = UprightObserver()
    for part in parts:
        for here in part:
            observer.observe(here)
    for here in then:
        observer.observe(here, in_position=True)
    return observer.known


def kneeling(bulge, start_s, seconds=2.0):
    return sights(lunge(), seconds, bulge=bulge, start_s=start_s)


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


def test_a_back_that_varies_while_upright_is_known_by_its_middle():
    """Somebody kneels tall, but not always alike: none of these moments is the right one alone."""
    bulges = (-0.045, -0.03, 0.0)
    known = learn(*(kneeling(bulge, 2.5 * n) for n, bulge in enumerate(bulges)))
    outlines = [outline(bulge, lunge()) for bulge in bulges]
    assert known.back_outline == pytest.approx(outlines[1], abs=0.01)
    differences = [known_back - outlines[1] for known_back in outlines]
    assert known.rounding_varies >= max(map(abs, differences)) - 0.01
    assert known.rounding_varies > upright.ALIKE_ROUNDING_T


def test_a_back_that_is_alike_while_upright_does_not_vary():
    known = learn(kneeling(-0.02, 0), kneeling(-0.03, 2.5), kneeling(-0.02, 5))
    assert (known.rounding_varies, known.rise_varies) == (0.0, 0.0)


def test_nothing_is_learnt_of_the_back_in_the_stretch_itself():
    before = learn(kneeling(-0.045, 0))
    slumped = kneeling(0.0, 2.5, seconds=8.0)
    assert learn(kneeling(-0.045, 0), then=slumped) == replace(before, trunk_px=before.trunk_px)
    assert learn(then=kneeling(0.0, 0)).back_outline is not None


def test_only_the_last_moments_before_the_stretch_are_remembered():
    known = learn(kneeling(-0.045, 0), kneeling(0.0, 2.5, seconds=2.0 * upright.REMEMBERED_MOMENTS))
    assert known.back_outline == pytest.approx(outline(0.0, lunge()), abs=0.005)
    assert known.rounding_varies == 0.0
