"""At which end of the picture the panel is."""

from dataclasses import replace

import numpy as np
import pytest
from drawing import GREY, SIZE, assessed, drawn, lifted, lunging, picture
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.assessor import Assessment
from posecheck.outputs.overlay import Overlay
from posecheck.outputs.overlay.ends import Ends
from posecheck.outputs.overlay.theme import PANEL_USUAL_TEXTS, Sizes
from posecheck.pose.pose import Pose
from posecheck.video.frame import Image


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


def panel_at(image: Image) -> str:
    """At which end of a white picture the panel is, by its dark ground at the left edge."""
    dark = image[:, :3].max(axis=(1, 2)) < GREY
    assert dark[0] != dark[-1]
    return "top" if dark[0] else "bottom"


@pytest.mark.parametrize("size", [(640, 480), SIZE, (1920, 1080), (480, 854)])
def test_the_panel_stands_where_it_does_not_hide_the_head(size) -> None:
    values = {"front_knee": 130.0}
    low, high = (assessed(values, lifted(by, size)) for by in (0.0, 0.4))
    assert panel_at(drawn(low, size, grey=255)) == "top"
    assert panel_at(drawn(high, size, grey=255)) == "bottom"


def test_the_body_mask_outweighs_the_joints() -> None:
    high = lifted(0.4)
    assert panel_at(drawn(assessed({}, high), grey=255)) == "bottom"
    assert panel_at(drawn(assessed({}, masked(high)), grey=255)) == "top"


def test_the_panel_stays_for_a_second_and_then_goes_where_there_is_room() -> None:
    overlay = Overlay(SIZE)

    def shown(by: float, time_s: float, pose: bool = True) -> str:
        assessment = replace(assessed({"front_knee": 90.0}, lifted(by)), time_s=time_s)
        return panel_at(overlay.draw(picture(grey=255), assessment if pose else Assessment(time_s)))

    assert shown(0.0, 0.0, pose=False) == "top"
    assert [shown(0.4, time_s / 10) for time_s in range(1, 5)] == ["bottom"] * 4
    assert shown(0.0, 0.5, pose=False) == "bottom"
    assert [shown(0.0, time_s / 10) for time_s in range(6, 14)] == ["bottom"] * 8
    assert shown(0.4, 1.4) == "bottom"
    ends = [shown(0.0, time_s / 10) for time_s in range(15, 30)]
    assert ends == ["bottom"] * 10 + ["top"] * 5


def test_someone_who_gets_up_does_not_move_the_panel() -> None:
    overlay = Overlay(SIZE)
    low, high = (assessed({}, lifted(by)) for by in (0.0, 0.4))
    overlay.draw(picture(), low)
    for time_s in range(1, 10):
        up = replace(high, time_s=float(time_s), in_position=False)
        assert panel_at(overlay.draw(picture(grey=255), up)) == "top"


@given(st.integers(0, SIZE[1] - 8), st.integers(8, SIZE[1]), st.integers(1, SIZE[1]))
def test_the_panel_is_at_the_end_where_it_hides_less_of_the_body(top, height, panel):
    sizes = Sizes.of(SIZE)
    first = Ends(SIZE[1], sizes).top_of(panel, assessed({}, bare(top, height)))
    assert first in (0, SIZE[1] - panel)
    if top + height <= PANEL_USUAL_TEXTS * sizes.text:
        assert first == SIZE[1] - panel
    if top >= SIZE[1] / 2:
        assert first == 0
