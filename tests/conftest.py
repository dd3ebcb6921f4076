"""What many tests share: the shipped model, and each clip analysed once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from posecheck.analysis import analyze_clip, choose_stretches
from posecheck.assess import Assessment, Assessor
from posecheck.landmarker import Landmarker
from posecheck.model import find_model
from posecheck.pose import Pose
from posecheck.summary import ClipResult
from posecheck.video import open_clip

PROTOTYPES = Path(__file__).parent.parent / "samples" / "prototype"

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
