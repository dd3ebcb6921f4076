"""What a film says about what cannot be judged: the reason while it is new, then only a sign."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from posecheck.assess.assessor import Assessment
from posecheck.outputs.overlay.words import check_name, reason_words
from posecheck.outputs.rule_words import why_not_now_words
from posecheck.stretches.checks import Grade, Verdict
from posecheck.support.debounce import Debounced

NOTE_S = 3.0
"""How long a reason stands: two lines are read in less."""

SIGN = "?"


@dataclass
class _Reason:
    """Why a check cannot be judged, and since when; empty while it can be."""

    held: Debounced[str] = field(default_factory=Debounced)
    since_s: float = 0.0

    def observe(self, words: str, time_s: float) -> None:
        before = self.held.value
        if self.held.observe(words, time_s) != before:
            self.since_s = time_s


class Notes:
    """Writes the notes of one film, frame by frame.

    A reason that comes and goes within a moment is none, so that nothing flickers.
    """

    def __init__(self) -> None:
        self._reasons: dict[tuple[str, str], _Reason] = {}

    def lines(self, assessment: Assessment) -> list[str]:
        """What to write in this frame, a line each.

        Out of position: the rule that fails. Else the checks that cannot be judged, those with the
        same reason together; after 3 s their names only, until a reason changes.

        Args:
            assessment: Of this frame; later than that of the last call.
        """
        if why := why_not_now_words(assessment):
            return [why]
        new: dict[str, list[str]] = {}
        known: list[str] = []
        for verdict in assessment.verdicts:
            reason = self._observe(verdict, assessment)
            if not reason.held.value:
                continue
            if assessment.time_s - reason.since_s < NOTE_S:
                new.setdefault(reason.held.value, []).append(check_name(verdict))
            else:
                known.append(check_name(verdict))
        notes = [f"{_listed(names)}: {words}" for words, names in new.items()]
        return [f"{SIGN} {note}" for note in (*notes, *filter(None, [_listed(known)]))]

    def _observe(self, verdict: Verdict, assessment: Assessment) -> _Reason:
        stretch = assessment.stretch.id if assessment.stretch else ""
        reason = self._reasons.setdefault((stretch, verdict.check.id), _Reason())
        unjudged = verdict.grade is Grade.CANNOT_JUDGE
        words = reason_words(verdict, assessment) if unjudged else ""
        reason.observe(words, assessment.time_s)
        return reason


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
