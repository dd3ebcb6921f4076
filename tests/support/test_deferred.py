"""Modules are loaded once something of them is used (in new processes: imports stay)."""

import subprocess
import sys
import textwrap

from places import ROOT

from posecheck.support.deferred import deferred

HEAD = """
import sys
import textwrap
from posecheck.support.deferred import deferred
"""


def run(code: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", HEAD + textwrap.dedent(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split()


def test_a_deferred_module_is_loaded_at_its_first_use():
    code = """
    with deferred("xml.dom.minidom"):
        import xml.dom.minidom
        from xml.dom import minidom
    print("xml.dom.minidom" in sys.modules)
    print(minidom.parseString("<a/>").documentElement.tagName)
    print("xml.dom.minidom" in sys.modules)
    """
    assert run(code) == ["False", "a", "True"]


def test_an_import_afterwards_gets_the_real_module():
    code = """
    with deferred("xml.dom.minidom"):
        import xml.dom.minidom
    import xml.dom.minidom as real
    print(type(real).__name__, real.__file__ is not None)
    """
    assert run(code) == ["module", "True"]


def test_a_module_that_is_loaded_already_is_left_alone():
    code = """
    import json
    before = json
    with deferred("json"):
        import json
        print(json is before)
    print(sys.modules["json"] is before)
    """
    assert run(code) == ["True", "True"]


def test_an_error_in_the_block_leaves_no_placeholder():
    code = """
    try:
        with deferred("plistlib"):
            import plistlib
            raise ValueError
    except ValueError:
        pass
    print("plistlib" in sys.modules)
    """
    assert run(code) == ["False"]


def test_what_is_asked_of_a_module_within_the_block_is_not_there_yet():
    code = """
    with deferred("plistlib"):
        import plistlib
        print(hasattr(plistlib, "loads"))
    print(hasattr(plistlib, "loads"))
    """
    assert run(code) == ["False", "True"]


def test_what_is_deferred_without_being_imported_leaves_no_trace():
    before = dict(sys.modules)
    with deferred("no_such_package.part", "json"):
        assert sys.modules["json"] is before["json"]
        assert sys.modules["no_such_package"].part is sys.modules["no_such_package.part"]
    assert sys.modules == before
