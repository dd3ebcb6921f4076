"""docs/REPORT.md leaves out no file and no column."""

import re
from pathlib import Path

import pytest
from places import DOCS

from posecheck.outputs import plan as results
from posecheck.outputs.export.frames_csv import COMMON, REASONS
from posecheck.outputs.export.landmarks import PARTS

PAGE = (DOCS / "REPORT.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}")[1].split("\n## ")[0]


@pytest.mark.parametrize("column", [*COMMON, REASONS])
def test_every_column_of_the_table_is_described(column):
    assert re.search(rf"^\| `{column}` \| .{{12,}} \|$", section("frames.csv"), re.MULTILINE)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_landmark_is_described(part):
    assert f"`{part}`" in section("landmarks.csv")


@pytest.mark.parametrize("clip", ["clip.mp4", "picture.jpg"])
@pytest.mark.parametrize("landmarks", ["csv", "parquet", "trc"])
def test_every_file_is_described(clip, landmarks):
    for name in results.names(Path(clip), results.Wanted(landmarks=landmarks)):
        assert f"`{name}`" in PAGE
