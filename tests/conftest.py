"""What many tests share: the shipped model, and each clip analysed once."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from chromium import Launch, launching
from hypothesis import settings
from places import QUICK

from posecheck.assess.assessor import Assessment, Assessor
from posecheck.clips.analysis import analyze_clip, choose_stretches
from posecheck.clips.result import ClipResult
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.pose.pose import Pose
from posecheck.video import open_clip

os.environ.pop("PYTEST_ADDOPTS", None)  # it is not for the runs of pytest that tests start

settings.register_profile("posecheck", deadline=None)  # a busy machine is no fault
settings.load_profile("posecheck")

LUNGE_KNEE_AT_S = 3.0

Analyze = Callable[..., ClipResult]


@pytest.fixture(scope="session")
def analyzed() -> Analyze:
    """Analyses a clip once for all tests: `analyzed(path, stretch="auto")`."""

    @cache
    def analyze(path: Path, stretch: str = "auto") -> ClipResult:
        return analyze_clip(path, find_model(), choose_stretches(stretch)).result

    return analyze


@pytest.fixture(scope="session")
def poses_of() -> Callable[[Path], list[tuple[float, Pose | None]]]:
    """The poses of a clip, found once for all tests."""

    @cache
    def find(path: Path) -> list[tuple[float, Pose | None]]:
        with open_clip(path) as clip, Landmarker(find_model()) as landmarker:
            return [(frame.time_s, landmarker.detect(frame)) for frame in clip]

    return find


@pytest.fixture(scope="session")
def assessed(
    poses_of: Callable[[Path], list[tuple[float, Pose | None]]],
) -> Callable[..., list[Assessment]]:
    """The assessments of every frame of a clip: `assessed(path, stretch="auto")`."""

    def assess(path: Path, stretch: str = "auto") -> list[Assessment]:
        assessor = Assessor(choose_stretches(stretch))
        return [assessor.assess(pose, time_s) for time_s, pose in poses_of(path)]

    return assess


@pytest.fixture(scope="session")
def launch_chromium() -> Iterator[Launch]:
    """Launches browsers without a window: `launch_chromium("--an-argument", ...).close()`."""
    with launching() as launch:
        yield launch


@pytest.fixture(scope="session")
def picture(tmp_path_factory) -> Path:
    """A frame of a good lunge with its front knee at 80 degrees: judged in a second."""
    path = tmp_path_factory.mktemp("picture") / "-lunge ä [1].png"
    with open_clip(QUICK / "lunge_side.mp4") as clip:
        frame = next(frame for frame in clip if frame.time_s >= LUNGE_KNEE_AT_S)
    done, data = cv2.imencode(".png", cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR))
    assert done
    path.write_bytes(data.tobytes())
    return path


@pytest.fixture(scope="session")
def nobody(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("nobody") / "nobody.png"
    path.write_bytes(cv2.imencode(".png", np.full((240, 320, 3), 128, np.uint8))[1])
    return path


@pytest.fixture(scope="session")
def garbage(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("garbage") / "garbage.mp4"
    path.write_bytes(b"this is no video" * 100)
    return path
