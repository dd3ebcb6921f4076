"""Real photos with labels. They stay out of the repository: name their folder to run these tests.

The folder named by POSECHECK_PHOTOS holds `labels.csv` (file, stretch, view, form, ...) and the
pictures it names.
"""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import cv2
import pytest

from posecheck.clips.result import ClipResult
from posecheck.stretches.checks import Grade

PHOTOS = Path(os.environ.get("POSECHECK_PHOTOS", "no photos"))

pytestmark = pytest.mark.skipif(
    not (PHOTOS / "labels.csv").exists(), reason="POSECHECK_PHOTOS names no folder with labels.csv"
)


def labelled(stretch: str) -> list[tuple[Path, str]]:
    if not (PHOTOS / "labels.csv").exists():
        return []
    with (PHOTOS / "labels.csv").open(encoding="utf-8") as rows:
        return [
            (PHOTOS / r["file"], r["form"]) for r in csv.DictReader(rows) if r["stretch"] == stretch
        ]


def with_form(stretch: str, start: str) -> list[Path]:
    return [path for path, form in labelled(stretch) if form.startswith(start)]


Analyzed = Callable[..., ClipResult]


@pytest.mark.parametrize("photo", with_form("bridge", "ok"), ids=lambda path: path.stem)
def test_a_good_bridge_is_not_called_low(photo: Path, analyzed: Analyzed) -> None:
    grades = {c.id: c.verdict for c in analyzed(photo).checks}
    assert grades.get("hip_height") in (None, Grade.GOOD, Grade.CANNOT_JUDGE)


def test_most_good_bridges_are_recognised_and_called_good(analyzed: Analyzed) -> None:
    grades = [
        {c.id: c.verdict for c in analyzed(photo).checks}.get("hip_height")
        for photo in with_form("bridge", "ok")
    ]
    recognised = [grade for grade in grades if grade is not None]
    judged = [grade for grade in recognised if grade is not Grade.CANNOT_JUDGE]
    assert len(recognised) > len(grades) / 2
    assert judged.count(Grade.GOOD) > len(judged) / 2


@pytest.mark.parametrize(
    "photo", with_form("bridge", "start (hips on floor)"), ids=lambda path: path.stem
)
def test_lying_with_the_hips_on_the_floor_is_not_called_a_bridge(
    photo: Path, analyzed: Analyzed
) -> None:
    assert analyzed(photo).stretch.id is None


@pytest.mark.parametrize(
    "photo", [path for path, _ in labelled("other")], ids=lambda path: path.stem
)
def test_another_exercise_is_never_given_a_verdict_on_a_stretch(
    photo: Path, analyzed: Analyzed
) -> None:
    result = analyzed(photo)
    judged = [check for check in result.checks if check.id != "steady"]
    assert all(check.verdict is Grade.CANNOT_JUDGE for check in judged), result.stretch.id


def test_a_photo_cropped_at_the_knees_cannot_show_what_is_gone(
    tmp_path: Path, analyzed: Analyzed
) -> None:
    photo = next(path for path in with_form("lunge", "ok") if path.stem == "004")
    picture = cv2.imread(str(photo))
    cropped = tmp_path / "cropped.png"
    cv2.imwrite(str(cropped), picture[: int(picture.shape[0] * 0.7)])
    checks = {c.id: c for c in analyzed(cropped, "half_kneeling_lunge").checks}
    for gone in ("front_knee", "knee_over_ankle", "rear_knee_down"):
        assert checks[gone].verdict is Grade.CANNOT_JUDGE
        assert "outside the picture" in (checks[gone].reason or "")
    assert checks["trunk_upright"].verdict is Grade.GOOD
