"""The position rule that keeps a person out of a stretch, told once there was time to come in."""

from posecheck.assess.assessor import Assessment
from posecheck.assess.position import RuleReading
from posecheck.coach.placement import Obstacle, Rung
from posecheck.stretches.stretch import Rule
from posecheck.support.debounce import Debounced

AFTER_S = 6.0
"""Nothing is told for this long: a step takes 2 s to hear and 4 s to do (`wording.STEP_S`)."""


class UnmetRule:
    """Follows which rule is not met while a person comes into position."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._rule: Debounced[Rule] = Debounced()

    def observe(self, assessment: Assessment, rung: Rung) -> RuleReading | None:
        """Take in one frame.

        Args:
            assessment: Of the frame.
            rung: What keeps the hold from starting.

        Returns:
            What the rule reads now; None while another thing comes first, or where none is unmet.
        """
        if rung.obstacle is not Obstacle.NOT_IN_POSITION:
            self._since_s, self._rule = None, Debounced()
            return None
        if self._since_s is None:
            self._since_s = assessment.time_s
        unmet = {r.rule: r for r in assessment.rules if r.holds is not True}
        first = min(unmet, key=lambda rule: unmet[rule].holds is None, default=None)
        rule = self._rule.observe(first, assessment.time_s)
        waited = assessment.time_s - self._since_s >= AFTER_S
        return unmet.get(rule) if waited and rule else None
