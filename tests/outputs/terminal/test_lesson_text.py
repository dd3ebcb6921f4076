"""What was learned as text: checks, proof, doubts and what to do next."""

from pathlib import Path

from lessons import low_squat, recorded, squat
from rich.console import Console

from posecheck.outputs.terminal.lesson_text import lesson_text
from posecheck.teaching.proof import Proof


def test_it_says_everything_that_was_learned():
    console = Console(width=120)
    proofs = [Proof("good.mp4", "nothing to fix"), Proof("bad.mp4", "off", "Narrow its limits.")]
    with console.capture() as capture:
        console.print(lesson_text(low_squat(), [recorded(squat())], proofs, Path("mine.toml")))
    text = " ".join(capture.get().split())
    assert "Low squat (low_squat) Learned from good.mp4, held from 0.0 to 2.9 s." in text
    for check in low_squat().stretch.check:
        assert check.id in text
        assert check.cue_high in text
    assert "✓ good.mp4: nothing to fix" in text
    assert "✗ bad.mp4: off. Narrow its limits." in text
    assert all(remark in text for remark in low_squat().remarks)
    assert "posecheck live mine.toml" in text
