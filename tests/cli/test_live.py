"""The options of `posecheck live`, up to the session; tests/live has the sessions themselves."""

import pytest
from command_line import LUNGE, run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["yoga"], "no routine or stretch 'yoga'"),
        (["--source", LUNGE, "--no-window"], "name a stretch or a routine"),
        (["bridge", "--source", "missing.mp4", "--no-window"], "missing.mp4"),
        (["bridge", "--hold", "0"], "--hold"),
        (["bridge", "--breathing", "loud"], "--breathing"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, arguments, words):
    ended = run(tmp_path, "live", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.error
