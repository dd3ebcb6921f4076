"""At which end of the picture the band is."""

from dataclasses import replace

import numpy as np
import pytest
from drawing import SIZE, assessed, lifted, lunging
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.assessor import Assessment
from posecheck.live.window.ends import Ends
from posecheck.outputs.overlay.theme import PANEL_USUAL_TEXTS, Sizes
from posecheck.pose.pose import Pose


def masked(pose: Pose) -> Pose:
    """With a body mask in the lower half of the picture, wherever the joints are."""
    mask = np.zeros(pose.size[::-1], bool)
    mask[pose.size[1] // 2 :, 400:500] = True
    return replace(pose, mask=mask)


def bare(top_px: int, height_px: int) -> Pose:
    """With a body mask that takes these rows of the picture."""
    pose = lunging()
    mask = np.zeros(pose.size[::-1], bool)
    mask[top_px : top_px + height_px] = True
    return replace(pose, mask=mask)


BAND_PX = 160


class Film:
    """Where the band is in the frames of one session."""

    def __init__(self, size: tuple[int, int] = SIZE) -> None:
        self._ends = Ends(size[1], Sizes.of(size))

    def end(self, assessment: Assessment) -> str:
        return "bottom" if self._ends.top_of(BAND_PX, assessment) else "top"


@pytest.mark.parametrize("size", [(640, 480), SIZE, (1920, 1080), (480, 854)])
def test_the_band_stands_where_it_does_not_hide_the_head(size) -> None:
    low, high = (assessed({}, lifted(by, size)) for by in (0.0, 0.4))
    assert Film(size).end(low) == "top"
    assert Film(size).end(high) == "bottom"


def test_the_body_mask_outweighs_the_joints() -> None:
    high = lifted(0.4)
    assert Film().end(assessed({}, high)) == "bottom"
    assert Film().end(assessed({}, masked(high))) == "top"


def test_the_band_stays_for_a_second_and_then_goes_where_there_is_room() -> None:
    film = Film()

    def shown(by: float, time_s: float, pose: bool = True) -> str:
        assessment = replace(assessed({"front_knee": 90.0}, lifted(by)), time_s=time_s)
        return film.end(assessment if pose else Assessment(time_s))

    assert shown(0.0, 0.0, pose=False) == "top"
    assert [shown(0.4, time_s / 10) for time_s in range(1, 5)] == ["bottom"] * 4
    assert shown(0.0, 0.5, pose=False) == "bottom"
    assert [shown(0.0, time_s / 10) for time_s in range(6, 14)] == ["bottom"] * 8
    assert shown(0.4, 1.4) == "bottom"
    ends = [shown(0.0, time_s / 10) for time_s in range(15, 30)]
    assert ends == ["bottom"] * 10 + ["top"] * 5


def test_someone_who_gets_up_does_not_move_the_band() -> None:
    film = Film()
    low, high = (assessed({}, lifted(by)) for by in (0.0, 0.4))
    film.end(low)
    for time_s in range(1, 10):
        assert film.end(replace(high, time_s=float(time_s), in_position=False)) == "top"


@given(st.integers(0, SIZE[1] - 8), st.integers(8, SIZE[1]), st.integers(1, SIZE[1]))
def test_the_band_is_at_the_end_where_it_hides_less_of_the_body(top, height, panel):
    sizes = Sizes.of(SIZE)
    first = Ends(SIZE[1], sizes).top_of(panel, assessed({}, bare(top, height)))
    assert first in (0, SIZE[1] - panel)
    if top + height <= PANEL_USUAL_TEXTS * sizes.text:
        assert first == SIZE[1] - panel
    if top >= SIZE[1] / 2:
        assert first == 0
