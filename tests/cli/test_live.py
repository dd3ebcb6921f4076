"""The options of `posecheck live`, up to the session; tests/live has the sessions themselves."""

import sys

import pytest
from command_line import LUNGE, run

from posecheck.cli.live import live
from posecheck.errors import InputError, PosecheckError


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"routine": "yoga"}, "no routine or stretch 'yoga'"),
        ({"routine": "bridge", "share": True}, "--share goes with --browser"),
        ({"routine": "bridge", "source": "missing.mp4", "browser": True}, "missing.mp4"),
        ({"source": str(LUNGE), "window": False}, "name a stretch or a routine"),
        ({"routine": "bridge", "source": "missing.mp4", "window": False}, "missing.mp4"),
    ],
    ids=str,
)
def test_what_cannot_begin_is_an_error_that_says_what_to_do(options, words):
    with pytest.raises(PosecheckError, match=words) as error:
        live(**options)
    assert isinstance(error.value, InputError)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["yoga"], "no routine or stretch 'yoga'"),
        (["bridge", "--hold", "0"], "--hold"),
        (["bridge", "--hold", "inf"], "--hold"),
        (["bridge", "--hold", "nan"], "--hold"),
        (["bridge", "--breathing", "loud"], "--breathing"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, arguments, words):
    ended = run(tmp_path, "live", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.error


def test_without_its_packages_the_browser_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "posecheck.live.browser.display", None)
    with pytest.raises(InputError, match=r"pip install 'posecheck\[browser\]'"):
        live(routine="bridge", browser=True)
