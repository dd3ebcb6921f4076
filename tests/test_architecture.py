"""Who may import whom: every room only what lies below it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "posecheck"

FLOORS = {
    "geometry": 0,
    "errors": 0,
    "printable": 0,
    "problems": 0,
    "files": 0,
    "resources": 0,
    "exit_code": 0,
    "version": 0,
    "toml_file": 1,
    "debounce": 0,
    "ahead": 0,
    "deferred": 0,
    "slot": 0,
    "speech": 0,
    "pose": 1,
    "video": 1,
    "silhouette": 1,
    "landmarker": 2,
    "model": 2,
    "view": 2,
    "measures": 3,
    "checks": 4,
    "stretch": 4,
    "routine": 5,
    "steadiness": 5,
    "upright": 5,
    "leg_behind": 5,
    "recognise": 5,
    "assess": 5,
    "hold": 5,
    "summary": 6,
    "coach": 6,
    "cues": 6,
    "output": 7,
    "overlay": 7,
    "text": 7,
    "notes": 7,
    "progress": 7,
    "report": 7,
    "voice": 7,
    "export": 7,
    "history": 7,
    "results": 8,
    "analysis": 8,
    "batch": 8,
    "scoring": 8,
    "window": 7,
    "live": 8,
    "doctor": 8,
    "demo": 8,
    "printing": 9,
    "scoreboard": 9,
    "api": 9,
    "form": 9,
    "cli": 9,
    "pytest_plugin": 10,
    "__main__": 10,
    "posecheck": 10,
}

FILES = sorted(PACKAGE.rglob("*.py"))


def module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path, *, at_once: bool = False) -> set[str]:
    """The full names of all modules that a file imports; at_once: when it is itself imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in tree.body if at_once else ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            names = inside & MODULES
            found |= names or {node.module}
    return found


MODULES = {module(path) for path in FILES}
GRAPH = {module(path): imports(path) for path in FILES}


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
    assert owners == {"posecheck.landmarker"}


@pytest.mark.parametrize(
    "room_name",
    ["geometry", "debounce", "checks", "measures", "assess", "hold", "routine", "cues", "coach"],
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
    assert len(path.read_text(encoding="utf-8").splitlines()) < 500
