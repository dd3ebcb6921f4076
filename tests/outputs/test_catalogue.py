"""The table of outputs: each is written under its own name, and described for users."""

from pathlib import Path

import pytest
from places import DOCS

from posecheck.outputs.catalogue import OUTPUTS, film_name, kinds_for
from posecheck.outputs.options import OutputOptions

PAGE = (DOCS / "REPORT.md").read_text(encoding="utf-8")
VIDEO, STILL = Path("clip.mp4"), Path("clip.PNG")
ALWAYS = {"summary.json", "report.html", "frames.csv"}


def names(clip: Path, **options: object) -> set[str]:
    return {kind.name for kind in kinds_for(clip, OutputOptions(**options))}


@pytest.mark.parametrize(
    ("landmarks", "files"),
    [
        ("csv", {"landmarks.csv"}),
        ("parquet", {"landmarks.parquet"}),
        ("trc", {"landmarks.csv", "landmarks.trc"}),
        ("dlc", {"landmarks.csv", "landmarks_dlc.csv"}),
    ],
)
def test_landmarks_are_written_as_asked_for(landmarks, files):
    assert names(VIDEO, landmarks=landmarks, film=False) == ALWAYS | files


@pytest.mark.parametrize(("clip", "name"), [(VIDEO, "annotated.mp4"), (STILL, "annotated.jpg")])
def test_a_video_gets_a_film_and_a_picture_a_picture(clip, name):
    for film in (None, True):
        assert names(clip, film=film) - names(clip, film=False) == {name}
        assert film_name(clip, OutputOptions(film=film)) == name
    assert film_name(clip, OutputOptions(film=False)) is None


def test_the_summary_is_completed_last_and_the_report_after_the_film():
    order = [kind.name for kind in OUTPUTS]
    assert order[0] == "summary.json"
    assert order.index("report.html") < min(map(order.index, ("annotated.mp4", "annotated.jpg")))


@pytest.mark.parametrize("kind", OUTPUTS, ids=lambda kind: kind.name)
def test_every_file_is_described(kind):
    assert f"`{kind.name}`" in PAGE
