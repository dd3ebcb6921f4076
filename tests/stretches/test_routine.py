from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.errors import PosecheckError, RoutineError, StretchError
from posecheck.pose.pose import Side
from posecheck.stretches.routine import (
    BUILT_IN,
    FOLDER,
    REST_S,
    Routine,
    built_in_routines,
    find_routine,
)
from posecheck.stretches.stretch import BUILT_IN as STRETCHES
from posecheck.stretches.stretch import FOLDER as STRETCH_FOLDER
from posecheck.stretches.stretch import Stretch, built_in

BRIDGE_TWICE = """
id = "mine"
title = "Mine"

[[step]]
stretch = "bridge"
hold_s = 20
rest_s = 5

[[step]]
stretch = "pigeon"
side = "left"
"""


@pytest.fixture
def file(tmp_path):
    def write(text: str, name: str = "mine.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_hip_flexors_are_all_five_stretches_on_both_sides():
    routine = find_routine("hip-flexors")
    ids = [stretch.id for stretch in routine.stretches]
    assert ids == ["pigeon", "butterfly", "seated_hip", "bridge", "half_kneeling_lunge"]
    assert {step.only_side for step in routine.step} == {None}
    assert all(step.rest_s > 0 for step in routine.step)


def test_every_file_of_a_routine_is_built_in():
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(BUILT_IN)
    assert [routine.id for routine in built_in_routines()] == list(BUILT_IN)


@pytest.mark.parametrize("stretch", STRETCHES)
def test_a_stretch_is_a_routine_of_one_step(stretch):
    (step,) = find_routine(stretch).step
    assert step.stretch is built_in(stretch)
    assert (step.hold_s, step.only_side) == (step.stretch.hold_s, None)


def test_a_stretch_file_is_a_routine_of_one_step():
    (step,) = find_routine(str(STRETCH_FOLDER / "bridge.toml")).step
    assert step.stretch == built_in("bridge")


def test_an_own_file_is_loaded(file):
    first, second = find_routine(str(file(BRIDGE_TWICE))).step
    assert (first.stretch.id, first.hold_s, first.rest_s) == ("bridge", 20, 5)
    assert (second.hold_s, second.rest_s) == (built_in("pigeon").hold_s, REST_S)
    assert second.only_side is Side.LEFT


def test_an_own_stretch_lies_beside_the_routine(file):
    text = (STRETCH_FOLDER / "bridge.toml").read_text(encoding="utf-8")
    file(text.replace('id = "bridge"', 'id = "my_bridge"'), "my_bridge.toml")
    path = file(BRIDGE_TWICE.replace('"bridge"', '"my_bridge.toml"'))
    assert next(find_routine(str(path)).stretches).id == "my_bridge"


@pytest.mark.parametrize("side", list(Side))
def test_a_named_side_is_that_of_every_stretch_with_a_front_leg(side):
    for step in find_routine("hip-flexors", side).step:
        assert step.only_side is (side if step.stretch.has_front_leg else None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["neither a stretch nor a routine", "no [[position]] and no [[step]]"]),
        ("step = []", ["id: is missing", "title: is missing", "step: is empty"]),
        ('id = "My own"\ntitle = ""\nstep = []', ["id: ", "title: ", "step: "]),
        (BRIDGE_TWICE.replace('"bridge"', '"brigde"'), ["step.1.stretch: there is no", "known"]),
        (BRIDGE_TWICE.replace('"bridge"', '"mine/bridge.toml"'), ["step.1.stretch", "be read"]),
        (BRIDGE_TWICE.replace('"pigeon"', '"butterfly"'), ["step.2: butterfly has no front leg"]),
        (BRIDGE_TWICE.replace('"left"', '"up"'), ["step.2.side: ", "'left', 'right' or 'both'"]),
        (BRIDGE_TWICE.replace("20", "0"), ["step.1.hold_s: "]),
        (BRIDGE_TWICE.replace("20", "inf"), ["step.1.hold_s: "]),
        (BRIDGE_TWICE.replace("5", "inf"), ["step.1.rest_s: "]),
        (BRIDGE_TWICE.replace("5", "-5"), ["step.1.rest_s: "]),
        (BRIDGE_TWICE.replace("rest_s", "pause_s"), ["step.1.pause_s: "]),
        (BRIDGE_TWICE.replace('"bridge"', "7"), ["step.1.stretch: "]),
        ("id = ", ["not valid TOML"]),
        (
            BRIDGE_TWICE.replace("20", "nan").replace('"mine"', '"Mine"').replace("left", "up"),
            ["id: ", "step.1.hold_s: ", "step.2.side: "],
        ),
    ],
)
def test_every_problem_of_a_file_is_named_in_one_line(file, text, said):
    with pytest.raises(RoutineError) as caught:
        find_routine(str(file(text)))
    message = str(caught.value)
    assert "\n" not in message
    assert "default factory" not in message
    assert "mine.toml" in message
    for words in said:
        assert words in message


def test_a_problem_of_a_stretch_that_a_routine_names_is_named_with_it(file):
    file('id = "bad"', "bad.toml")
    with pytest.raises(RoutineError, match=r"step\.1\.stretch.*bad\.toml.*title: is missing"):
        find_routine(str(file(BRIDGE_TWICE.replace('"bridge"', '"bad.toml"'))))


def test_a_file_of_a_bad_stretch_is_reported_as_one(file):
    with pytest.raises(StretchError, match="does not describe a stretch"):
        find_routine(str(file('id = "x"\n[[position]]\nmeasure = "hip_height"')))


@pytest.mark.parametrize("name", ["squat", "nowhere.toml", ""])
def test_an_unknown_name_says_what_there_is(name):
    with pytest.raises(RoutineError, match=r"hip-flexors.*bridge|cannot be read"):
        find_routine(name)


@given(text=st.text(max_size=60))
def test_any_other_text_is_refused_and_nothing_breaks(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(PosecheckError):
        Routine.from_toml(path)


def test_a_routine_in_place_of_a_stretch_is_said_to_be_one(tmp_path):
    file = tmp_path / "evening.toml"
    file.write_text('id = "evening"\ntitle = "Evening"\n[[step]]\nstretch = "bridge"\n')
    with pytest.raises(StretchError, match=r"describes a routine: `posecheck live .*evening.toml`"):
        Stretch.from_toml(file)
