"""`posecheck doctor`: check everything that posecheck needs on this machine."""

from posecheck.cli.options import Debug
from posecheck.exit_code import ExitCode


def doctor(debug: Debug = False) -> int:
    """Check everything posecheck needs, and say how to repair what does not work."""
    from posecheck.doctor import all_needed_ok, examine

    findings = []
    for finding in examine():
        print(finding.lines, flush=True)
        findings.append(finding)
    return ExitCode.DONE if all_needed_ok(findings) else ExitCode.BAD_INPUT
