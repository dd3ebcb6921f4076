"""Who may import whom: every room only what lies below it; and every module has its test."""

import ast
from pathlib import Path

import pytest
from places import PACKAGE, TESTS
from source_tree import FILES, GRAPH, MODULES, imports, module

ROOMS = (
    "support",
    "video",
    "pose",
    "measures",
    "stretches",
    "history",
    "assess",
    "clips",
    "coach",
    "teaching",
    "scoring",
    "outputs",
    "live",
    "doctor",
    "api",
    "testing",
    "cli",
)
"""From the ground up: a room imports only what stands before it (docs/ARCHITECTURE.md)."""

GROUND = ("errors", "exit_code", "version")
"""What every room may use."""

FLOORS = {
    **dict.fromkeys(GROUND, 0),
    **{room: floor for floor, room in enumerate(ROOMS, start=1)},
    "posecheck": len(ROOMS) + 1,
    "__main__": len(ROOMS) + 1,
}


def room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_room_is_on_a_floor_and_imports_nothing_from_above(name):
    own = FLOORS[room(name)]
    above = {other for other in GRAPH[name] & MODULES if FLOORS[room(other)] > own}
    assert above == set()


def without_circles(graph: dict[str, set[str]]) -> None:
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"{' -> '.join((*way, name))} goes round in a circle"
        if name not in done:
            for other in graph[name] & set(graph):
                walk(other, (*way, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_no_two_files_need_each_other():
    without_circles({module(path): imports(path, at_once=True) for path in FILES})


def test_no_two_rooms_use_each_other():
    rooms: dict[str, set[str]] = {}
    for name, used in GRAPH.items():
        others = {room(other) for other in used & MODULES} - {room(name)}
        rooms.setdefault(room(name), set()).update(others)
    without_circles(rooms)


def test_mediapipe_has_one_owner():
    owners = {
        name for name, used in GRAPH.items() if any(u.split(".")[0] == "mediapipe" for u in used)
    }
    assert owners == {"posecheck.pose.landmarker"}


@pytest.mark.parametrize(
    "room_name",
    ["measures", "stretches", "assess", "coach"],
)
def test_what_judges_knows_nothing_of_videos_pictures_or_the_model(room_name):
    reached, waiting = set(), {f"posecheck.{room_name}"}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= (GRAPH.get(name, set()) & MODULES) - reached
    used = {u.split(".")[0] for name in reached for u in GRAPH[name]}
    assert used.isdisjoint({"mediapipe", "cv2", "av", "typer", "rich"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_stays_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def has_code(path: Path) -> bool:
    """Whether it is more than a package's list of names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = (ast.FunctionDef, ast.ClassDef)
    return path.name != "__init__.py" or any(isinstance(node, defined) for node in tree.body)


def own_test(path: Path) -> Path:
    """Where a module is tested: `posecheck/ROOM/MODULE.py` in `tests/ROOM/test_MODULE.py`."""
    return TESTS / path.relative_to(PACKAGE).with_name(f"test_{path.stem.strip('_')}.py")


@pytest.mark.parametrize("path", [path for path in FILES if has_code(path)], ids=module)
def test_every_module_is_imported_by_its_own_test(path):
    assert own_test(path).exists()
    assert module(path) in imports(own_test(path))
