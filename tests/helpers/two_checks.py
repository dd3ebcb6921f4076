"""Assessments of two checks, a knee and a back, by their values."""

from dataclasses import dataclass

from posecheck.assess.assessor import Assessment
from posecheck.measures import CannotJudge, Measurement
from posecheck.stretches.checks import Band, Check

BAND = Band(good=(80, 100), fix=(70, 110))
KNEE = Check("knee", BAND, "open the knee", "bend the knee", priority=1)
BACK = Check("back", BAND, "straighten up", "straighten up", priority=2)
GOOD, LOW, HIGH, UNSEEN = 90.0, 60.0, 120.0, None


@dataclass(frozen=True)
class Now:
    """The values of both checks for some seconds; None where they cannot be judged."""

    seconds: float
    knee: float | None = GOOD
    back: float | None = GOOD
    in_position: bool = True

    def at(self, time_s: float) -> Assessment:
        verdicts = tuple(
            check.judge(CannotJudge("hidden") if value is None else Measurement(value, "deg", 1.0))
            for check, value in ((BACK, self.back), (KNEE, self.knee))
        )
        seen = verdicts if self.in_position else ()
        return Assessment(time_s, in_position=self.in_position, verdicts=seen)
