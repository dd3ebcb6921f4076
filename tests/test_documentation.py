"""Nothing may be there without being described."""

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from types import ModuleType

import pytest
import typer.main
from places import DOCS, ROOT
from pydantic import BaseModel

from posecheck.assess.steadiness import STEADY
from posecheck.cli import main as cli
from posecheck.clips.result import ClipResult
from posecheck.coach import Obstacle, Phase, wording
from posecheck.exit_code import ExitCode
from posecheck.measures import MEASURES
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.stretches import routine, stretch
from posecheck.stretches.stretch import all_built_in


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


README = (ROOT / "README.md").read_text(encoding="utf-8")
COACHING = page("COACHING")
COMMAND_LINE = page("COMMAND_LINE")
OWN_STRETCHES = page("OWN_STRETCHES")

UNIT_WORDS = {"deg": r"\bangle|degrees|\bhow far", "T": r"\bT\b", "ratio": r"\bover\b"}
RANGE_WORDS = r"\bto \d|upwards|positive|negative|\+|smaller = |\d = |\bbelow|\bdistance\b|\bgap\b"
"""A distance or a gap needs no range: it is 0 or more."""


def commands() -> dict[str, object]:
    return dict(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


def options() -> list[tuple[str, str]]:
    return [
        (name, option)
        for name, command in commands().items()
        for parameter in command.params  # type: ignore[attr-defined]
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("-")
    ]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["STRETCHES", "MEASURES"])
def test_the_generated_pages_are_up_to_date(name):
    wanted = getattr(generator(), f"{name.lower()}_page")()
    assert page(name) == wanted, "run: python docs/generate.py"


@pytest.mark.parametrize("described", all_built_in(), ids=lambda stretch: stretch.id)
def test_every_stretch_and_check_is_documented(described):
    checks = section(page("STRETCHES"), f"{described.title} (`{described.id}`)")
    for check in described.check:
        assert len(check.why.split()) >= 5, f"{check.id} needs a why"
        assert f"| `{check.id}` | `{check.measure}" in checks
    for info in described.information:
        assert len(info.why.split()) >= 5, f"{info.id} needs a why"
        assert f"| `{info.id}` |" in checks
    assert f"`{STEADY.id}`" in checks
    assert f"| {described.title}" in page("JUDGING")
    assert f"| `{described.id}` |" in page("JUDGING")


@pytest.mark.parametrize("measure", list(MEASURES.values()), ids=lambda measure: measure.name)
def test_every_measure_says_what_it_is_in_which_unit_and_range(measure):
    doc = " ".join(measure.doc.split())
    assert doc.endswith(".")
    assert re.search(UNIT_WORDS[measure.unit], doc, re.IGNORECASE), "name the unit"
    assert re.search(RANGE_WORDS, doc), "name the range or the sign"
    assert f"## `{measure.name}`" in page("MEASURES")


@pytest.mark.parametrize("command", list(commands()))
def test_every_command_is_documented(command):
    assert f"`posecheck {command}" in COMMAND_LINE.split("\n## ")[0]
    assert section(COMMAND_LINE, f"posecheck {command}")


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_is_documented_with_its_command(command, option):
    for_all_commands = COMMAND_LINE.split("\n## ")[0]
    own = section(COMMAND_LINE, f"posecheck {command}")
    rows = [line for line in own.splitlines() if line.startswith("| `-")]
    named = [name for row in rows for name in re.findall(r"`(--[\w-]+)", row.split(" | ")[0])]
    assert option in named or f"`{option}`" in for_all_commands


@pytest.mark.parametrize("code", list(ExitCode), ids=lambda code: code.name)
def test_every_exit_code_is_documented(code):
    assert f"| {code.value} |" in section(COMMAND_LINE, "Exit codes")


def test_the_help_describes_every_option():
    for command in commands().values():
        assert all(p.help for p in command.params)  # type: ignore[attr-defined]


def parts() -> list[type[BaseModel]]:
    names = ("Stretch", "Camera", "Motion", "CheckSpec", "Condition", "Rule", "Information")
    return [getattr(stretch, name) for name in names]


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.__name__)
def test_every_entry_of_a_stretch_file_is_documented(part):
    for entry in part.model_fields:
        assert re.search(rf"`(\[\[)?{entry}(\]\])?`", OWN_STRETCHES), entry


def test_the_example_of_a_stretch_file_is_one(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", OWN_STRETCHES, re.DOTALL)
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    assert stretch.Stretch.from_toml(tmp_path / "example.toml").id == "deep_lunge"


@pytest.mark.parametrize("part", [routine.Routine, routine.Step], ids=lambda part: part.__name__)
def test_every_entry_of_a_routine_file_is_documented(part):
    for entry in part.model_fields:
        assert f"| `{entry}` |" in COACHING


def test_the_example_of_a_routine_file_is_one(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", COACHING, re.DOTALL)
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    assert len(routine.find_routine(str(tmp_path / "example.toml")).step) == 3


@pytest.mark.parametrize("routine_id", routine.BUILT_IN)
def test_every_routine_is_documented(routine_id):
    assert f"| `{routine_id}` |" in COACHING


@pytest.mark.parametrize(
    ("title", "states"), [("The session", Phase), ("Coming into position", Obstacle)]
)
def test_every_state_of_a_session_is_documented_in_its_order(title, states):
    table = section(COACHING, title)
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [s.value for s in states]


@pytest.mark.parametrize(
    "words",
    [
        wording.NOBODY,
        wording.SOMEBODY_ELSE,
        wording.CROWD,
        wording.TOO_FAR,
        wording.too_near("feet"),
        wording.cut_off("head", "top"),
        wording.NO_BASELINE,
        wording.change_legs(Side.LEFT),
    ],
)
def test_the_messages_are_documented_as_they_are(words):
    assert f"| {words} |" in COACHING


def test_the_example_of_main_checks_is_true():
    text = section(page("JUDGING"), "The hold")
    words = {"from the side": ViewKind.SIDE, "at 45°": ViewKind.OBLIQUE}
    words |= {"from the front": ViewKind.FRONT}
    checks = [one for one in stretch.built_in("pigeon").check if one.check.required]
    for view, kind in words.items():
        seen = (one for one in checks if kind in one.views)
        assert f"`{min(seen, key=lambda one: one.check.priority).id}` {view}" in text


def test_every_key_of_the_json_is_documented():
    schema, _history = re.findall(r"```text\n(.*?)```", page("JSON"), re.DOTALL)
    for name in keys_of(ClipResult):
        assert f'"{name}"' in schema, name
    for field, info in ClipResult.model_fields.items():
        name = info.alias or field
        assert re.search(rf"^\| .*`{name}`.* \| .+ \|$", page("JSON"), re.MULTILINE), name


def keys_of(part: type[BaseModel]) -> Iterator[str]:
    schema = part.model_json_schema(by_alias=True)
    for properties in (schema, *schema["$defs"].values()):
        yield from properties.get("properties", {})


def test_the_readme_has_both_commands_that_set_everything_up():
    marks = re.findall(r"<!-- command: (.*) -->\n```sh\n(.+)\n```", README)
    found = dict(marks)
    assert set(found) == {"install and try", "install and test"}
    for command in found.values():
        done = subprocess.run(["bash", "-n", "-c", command], check=False)
        assert done.returncode == 0
    assert "posecheck demo" in found["install and try"]
    assert "pytest" in found["install and test"]
