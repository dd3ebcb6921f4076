"""The modules of the package, and which of them each imports."""

import ast
from pathlib import Path

from places import PACKAGE

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
