"""At which end of the picture the panel is."""

from dataclasses import replace

import numpy as np
import pytest
from drawing import GREY, SIZE, assessed, drawn, lifted, picture

from posecheck.assess.assessor import Assessment
from posecheck.outputs.overlay import Overlay
from posecheck.pose.pose import Pose
from posecheck.video.frame import Image


def masked(pose: Pose) -> Pose:
    """With a body mask in the lower half of the picture, wherever the joints are."""
    mask = np.zeros(pose.size[::-1], bool)
    mask[pose.size[1] // 2 :, 400:500] = True
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
