"""How often posecheck is right must not get worse than benchmarks/accuracy/floors.json has it.

A few clips in every run; all of the held-back half with `-m accuracy` or POSECHECK_ACCURACY=1.
After a change that is meant to move figures: `python -m benchmarks.accuracy --record`.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from benchmarks.accuracy.clips import CLIPS, Half, Truth, load_truths, of_half
from benchmarks.accuracy.measure import measure
from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.recorded import QUICK, errors_of, load_recorded, said_of, shares_of
from benchmarks.accuracy.run import run_clip
from posecheck.pose.model import find_model
from posecheck.pose.pose import Pose

RECORDED = load_recorded()
MARGIN_DEG, MARGIN_T = 1.5, 0.03
"""How much larger an error may be on another machine, in degrees, and in lengths or ratios."""


def margin(measure: str) -> float:
    return MARGIN_DEG if ", deg" in measure else MARGIN_T


@pytest.mark.parametrize("name", QUICK)
def test_a_clip_gets_the_recorded_verdicts(
    name: str, poses_of: Callable[[Path], list[tuple[float, Pose | None]]]
) -> None:
    path = CLIPS / f"{name}.mp4"
    said, recorded = said_of(run_clip(Truth.load(path), poses_of(path))), RECORDED["clips"][name]
    for what in ("stretch", "side", "checks"):
        assert said[what] == recorded[what]
    errors, allowed = said["errors"], recorded["errors"]
    assert errors.keys() == allowed.keys()
    larger = {m for m in errors if abs(errors[m]) > abs(allowed[m]) + margin(m)}
    assert larger == set()


@pytest.fixture
def held_back(request: pytest.FixtureRequest) -> Outcome:
    wanted = "accuracy" in request.config.option.markexpr or os.environ.get("POSECHECK_ACCURACY")
    if not wanted:
        pytest.skip("minutes long: run it with -m accuracy or POSECHECK_ACCURACY=1")
    return measured()


@cache
def measured() -> Outcome:
    truths = of_half(load_truths(CLIPS), Half.HELD_BACK)
    return measure(Half.HELD_BACK, truths, find_model(), None)


@pytest.mark.accuracy
def test_no_share_of_the_held_back_half_sinks(held_back: Outcome) -> None:
    shares, floors = shares_of(held_back), RECORDED["held-back"]["shares"]
    assert {name: shares[name] for name in floors if shares[name] < floors[name]} == {}


@pytest.mark.accuracy
def test_no_error_of_the_held_back_half_rises(held_back: Outcome) -> None:
    errors, recorded = errors_of(held_back.runs), RECORDED["held-back"]["errors"]
    risen = {name for name, error in recorded.items() if errors[name] > error + margin(name)}
    assert risen == set()
