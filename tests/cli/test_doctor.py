"""`posecheck doctor` says what it found and ends accordingly."""

import pytest

from posecheck import doctor
from posecheck.cli.doctor import doctor as command
from posecheck.doctor import Finding
from posecheck.exit_code import ExitCode

FINE = Finding("one", "there")
OPTIONAL = Finding("two", "gone", "buy one", needed=False)
NEEDED = Finding("three", "gone", "buy one")


@pytest.mark.parametrize(
    ("findings", "code"),
    [((FINE, OPTIONAL), ExitCode.DONE), ((FINE, NEEDED, OPTIONAL), ExitCode.BAD_INPUT)],
)
def test_only_something_needed_makes_it_fail(monkeypatch, capsys, findings, code):
    monkeypatch.setattr(doctor, "examine", lambda: iter(findings))
    assert command() is code
    assert capsys.readouterr().out == "".join(f"{finding.lines}\n" for finding in findings)
