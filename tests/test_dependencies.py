"""What is installed is what is used: no package is missing, idle, without bounds or unlicensed."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from places import ROOT
from source_tree import FILES, imports

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = {
    extra: [Requirement(line) for line in lines]
    for extra, lines in PROJECT["optional-dependencies"].items()
}
FOR_USERS = [
    *NEEDED,
    *(
        one
        for extra in ("browser", "cluster", "heic", "parquet", "plot", "voice")
        for one in EXTRAS[extra]
    ),
]

CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")


def imported() -> set[str]:
    """The packages, by their names on the index, that posecheck imports."""
    modules = {name.split(".")[0] for path in FILES for name in imports(path)}
    foreign = modules - set(sys.stdlib_module_names) - {"posecheck"}
    known = packages_distributions()
    return {known.get(name, [name])[0].lower().replace("_", "-") for name in foreign}


def pinned() -> dict[str, set[Version]]:
    """The versions in constraints.txt, by package."""
    found: dict[str, set[Version]] = {}
    for name, version in re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", CONSTRAINTS, re.MULTILINE):
        found.setdefault(name, set()).add(Version(version))
    return found


def test_what_builds_is_pinned_as_everything_else():
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for requirement in map(Requirement, content["build-system"]["requires"]):
        (version,) = requirement.specifier
        assert version.operator == "=="
        assert pinned()[requirement.name] == {Version(version.version)}


def test_everything_imported_is_a_dependency():
    declared = {requirement.name for requirement in (*FOR_USERS, *EXTRAS["test"])}
    assert imported() - declared == set()


def test_every_dependency_is_imported():
    assert {requirement.name for requirement in NEEDED} - imported() == set()


@pytest.mark.parametrize("requirement", NEEDED, ids=lambda requirement: requirement.name)
def test_a_dependency_has_bounds_and_a_tested_version_within(requirement):
    operators = {specifier.operator for specifier in requirement.specifier}
    assert operators == {">=", "<"}
    assert all(version in requirement.specifier for version in pinned()[requirement.name])


def test_the_constraints_name_hashes_and_no_addresses():
    entries = re.split(r"^(?=[a-z])", CONSTRAINTS, flags=re.MULTILINE)[1:]
    assert len(entries) > len(NEEDED)
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in CONSTRAINTS


def test_all_that_the_checks_need_is_in_the_constraints():
    extras = (one for extra in ("test", "samples", "fuzz", "docs") for one in EXTRAS[extra])
    wanted = {one.name for one in (*NEEDED, *extras)}
    assert wanted - set(pinned()) == set()


@pytest.mark.parametrize("requirement", FOR_USERS, ids=lambda requirement: requirement.name)
def test_the_licence_of_a_dependency_is_named(requirement):
    assert re.search(rf"^\s+{re.escape(requirement.name)}\s", NOTICE, re.MULTILINE)


def test_what_others_made_lies_beside_its_licence():
    for folder in ROOT.glob("posecheck/**/vendor"):
        assert list(folder.glob("LICENSE*")), folder
        assert folder.relative_to(ROOT).as_posix() in NOTICE
