"""A hold is at most a day, wherever it is asked for."""

import pytest
from typer.testing import CliRunner

from posecheck.cli.main import app
from posecheck.errors import RoutineError
from posecheck.stretches.routine import Routine
from posecheck.stretches.seconds import LONGEST_HOLD_S

ROUTINE = 'id = "mine"\ntitle = "Mine"\n[[step]]\nstretch = "bridge"\nhold_s = {}\n'


def test_a_routine_may_ask_for_no_more_than_the_command(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(ROUTINE.format(LONGEST_HOLD_S))
    assert Routine.from_toml(path).step[0].hold_s == LONGEST_HOLD_S
    path.write_text(ROUTINE.format(LONGEST_HOLD_S + 1))
    with pytest.raises(RoutineError, match=f"hold_s: should be .* {LONGEST_HOLD_S}"):
        Routine.from_toml(path)
    refused = CliRunner().invoke(app, ["live", "bridge", "--hold", str(LONGEST_HOLD_S + 1)])
    assert f"less than or equal to {LONGEST_HOLD_S}" in refused.output
