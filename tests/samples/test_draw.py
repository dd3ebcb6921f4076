"""Clips drawn at random: the same for a seed, and done as the way says."""

import pytest

from benchmarks.accuracy.draws import drawn_ways
from posecheck.stretches.stretch import all_built_in
from samples.generator.draw import draw, ways
from samples.generator.film import Film

CLIPS = [*drawn_ways(seed="1", each=1)]
PLACES = [(way, view) for way in ways() for view in way.views]
GOOD = next(way for way in ways() if way.stretch == "pigeon" and not way.fault)


def test_a_seed_draws_the_same_clips_and_another_one_others():
    assert [*drawn_ways(seed="1", each=1)] == CLIPS
    assert not {clip.view for clip in drawn_ways(seed="2", each=1)} & {clip.view for clip in CLIPS}


@pytest.mark.parametrize("stretch", all_built_in(), ids=lambda stretch: stretch.id)
def test_every_stretch_is_drawn_well_done_from_every_view_that_it_can_be_told_from(stretch):
    good = [way for way in ways() if way.stretch == stretch.id and not way.fault]
    assert {view for way in good for view in way.views} == {v.value for v in stretch.told_from}


def test_every_fault_is_one_of_a_check_of_its_stretch():
    checks = {stretch.id: {*stretch.check_ids, "steady"} for stretch in all_built_in()}
    assert all(way.fault in checks[way.stretch] for way in ways() if way.fault)


@pytest.mark.parametrize(
    ("place", "clip"), [*zip(PLACES, CLIPS, strict=True)], ids=[clip.name for clip in CLIPS]
)
def test_what_is_drawn_is_truly_done_as_the_way_says(place, clip):
    way, view = place
    truth = Film(clip).truth()
    expected = truth["expected"]
    assert truth["view"] == view
    assert expected["stretch"] == way.stretch
    assert expected["in_position"][-1][1] == clip.seconds
    checks = expected["checks"]
    if way.fault:
        assert checks[way.fault]["truth"] != "good"
    else:
        assert "fix" not in [check["verdict"] for check in checks.values()]


@pytest.mark.parametrize(("near_leg", "is_front"), [("front", True), ("rear", False)])
def test_the_leg_on_the_cameras_side_can_be_asked_for(near_leg, is_front):
    for seed in "abcd":
        clip = draw(GOOD, "side", seed, near_leg)
        front = Film(clip).truth()["expected"]["side"]
        assert (front == clip.view.near.value) is is_front
