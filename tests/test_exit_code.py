"""The exit codes that scripts rely on."""

from signal import SIGINT

from posecheck.exit_code import ExitCode


def test_the_codes_are_those_of_the_contract():
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "FELL_SHORT": 1,
        "BAD_INPUT": 2,
        "NOTHING_JUDGED": 3,
        "STOPPED": 128 + SIGINT,
        "PIPE_BROKEN": 128 + 13,  # SIGPIPE, which Windows does not have
    }
