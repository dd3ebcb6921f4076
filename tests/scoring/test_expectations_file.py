"""Expectations from TOML and CSV, and what is wrong with a file of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import QUICK, SAMPLES

from posecheck.assess.steadiness import STEADY
from posecheck.clips.analysis import choose_stretches
from posecheck.errors import InputError, PosecheckError
from posecheck.scoring.expectations_file import load_expectations
from posecheck.scoring.job import Scored

LUNGE = QUICK / "lunge_side.mp4"
CHECKS = [*(id for stretch in choose_stretches() for id in stretch.check_ids), STEADY.id]


RIGHT = """
[[expect]]
clip = "quick/lunge_side.mp4"
stretch = "half_kneeling_lunge"
side = "left"
checks = { trunk_upright = "good", flat_back = ["fix", "good"] }
"""


def written(tmp_path: Path, text: str, name: str = "expected.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def test_a_csv_list_says_the_same(tmp_path, analyzed):
    scored = Scored(0, str(LUNGE), result=analyzed(LUNGE))
    (check,) = [check for check in scored.result.checks if check.id == "trunk_upright"]
    assert check.verdict.value == "good"
    rows = "clip,stretch,side,trunk_upright,hip_height\n"
    row = "lunge_side.mp4,half_kneeling_lunge,left,{},\n"
    right = written(tmp_path, rows + row.format("fix|good"), "right.csv")
    wrong = written(tmp_path, rows + row.format("borderline"), "wrong.csv")
    comparisons = [load_expectations(path, CHECKS) for path in (right, wrong)]
    for comparison in comparisons:
        comparison.add(scored)
    assert not comparisons[0].fell_short
    (difference,) = comparisons[1].differences
    assert str(difference) == "lunge_side.mp4: trunk_upright is good, borderline expected"


def test_the_list_of_the_samples_is_read_whole():
    path = SAMPLES / "expected.toml"
    entries = path.read_text(encoding="utf-8").count("[[expect]]")
    assert len(load_expectations(path, CHECKS).not_scored) == entries


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("e.toml", "", "nothing is expected"),
        ("e.toml", "[[expect", "cannot be read"),
        ("e.toml", RIGHT.replace("trunk_upright", "elbow"), "there is no check 'elbow'"),
        ("e.toml", RIGHT.replace('"good"', '"fine"', 1), "checks.trunk_upright.0"),
        ("e.toml", RIGHT.replace("side =", "leg ="), "leg"),
        ("e.toml", RIGHT.replace("[[expect]]", "[[expected]]"), "only [[expect]]"),
        (
            "e.toml",
            RIGHT + 'known_misses = [{ of = "side", given = "left", reason = "x" }]',
            "no miss of what is expected",
        ),
        ("e.csv", "clip,elbow\nx.mp4,good\n", "'elbow' is not known"),
        ("e.csv", "stretch\nbridge\n", "no column 'clip'"),
        ("e.csv", "clip;trunk_upright\nx.mp4;good\n", "separated by ';'; save it with ','"),
        ("e.csv", "clip,trunk_upright\nx.mp4,fine\n", "line 2"),
        ("e.csv", "clip,trunk_upright\nx.mp4,good,left\n", "line 2: more cells than columns"),
        ("e.csv", "clip,side,side\nx.mp4,left,right\n", "two columns 'side'"),
        *(("e.toml", f'[[expect]]\nclip = "{name}"', "names no clip") for name in ("", "/", "./")),
        ("e.csv", "clip,side\n/,left\n", "line 2: clip: this names no clip"),
        ("e.toml", f"a = {'[' * 30_000}", "cannot be read"),
        ("e.toml", f"a = {'1' * 10_000}", "cannot be read"),
        ("e.json", "{}", "give a TOML or CSV file"),
        (".", None, "give a TOML or CSV file"),
        ("missing.toml", None, "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_line(tmp_path, name, text, words):
    if text is not None:
        written(tmp_path, text, name)
    with pytest.raises(InputError) as error:
        load_expectations(tmp_path / name, CHECKS)
    assert words in str(error.value)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


def test_capitals_in_the_suffix_and_empty_rows_are_no_obstacle(tmp_path):
    rows = "clip,trunk_upright\nx.mp4,good,\n,\n\n,,,\n"
    toml = '[[expect]]\nclip = "x.mp4"\nchecks = { trunk_upright = ["good"] }\n'
    for name, text in (("e.CSV", rows), ("e.TOML", toml)):
        comparison = load_expectations(written(tmp_path, text, name), ["trunk_upright"])
        assert len(comparison._waiting) == 1


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@pytest.mark.parametrize("name", ["any.toml", "any.csv"])
def test_any_other_text_is_refused_and_nothing_breaks(tmp_path_factory, name, text):
    with pytest.raises(PosecheckError):
        load_expectations(written(tmp_path_factory.mktemp("any"), text, name), CHECKS)
