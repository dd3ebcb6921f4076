"""Clips drawn at random: the same for a seed, and truly well done."""

import pytest

from posecheck.stretch import all_built_in
from samples.bench.draws import drawn
from samples.generator.draw import WELL_DONE, draw
from samples.generator.film import Film

CLIPS = [*drawn(seed=1, each=1)]


def test_a_seed_draws_the_same_clips_and_another_one_others():
    assert [*drawn(seed=1, each=1)] == CLIPS
    assert not {clip.view for clip in drawn(seed=2, each=1)} & {clip.view for clip in CLIPS}


def test_every_stretch_is_drawn_from_every_view_that_it_can_be_told_from():
    assert set(WELL_DONE) == {stretch.id for stretch in all_built_in()}
    assert len(CLIPS) == sum(len(stretch.told_from) for stretch in all_built_in())


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.name)
def test_what_is_drawn_is_truly_well_done(clip):
    truth = Film(clip).truth()
    expected = truth["expected"]
    assert truth["view"] in clip.name
    assert expected["in_position"] == [(0.0, clip.seconds)]
    assert {check["truth"] for check in expected["checks"].values()} == {"good"}


@pytest.mark.parametrize(("near_leg", "is_front"), [("front", True), ("rear", False)])
def test_the_leg_on_the_cameras_side_can_be_asked_for(near_leg, is_front):
    for seed in "abcd":
        clip = draw("pigeon", "side", seed, near_leg)
        front = Film(clip).truth()["expected"]["side"]
        assert (front == clip.view.near.value) is is_front
