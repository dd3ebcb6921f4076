"""docs/REPORT.md leaves out no file and no column."""

import re

import pytest
from places import DOCS

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
