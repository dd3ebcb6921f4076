"""What a film says about what cannot be judged: the reason while it is new, then only a sign."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

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

    def lines(
        self, assessment: Assessment, fits: Callable[[Sequence[str]], bool] = lambda notes: True
    ) -> list[str]:
        """What to write in this frame, a line each.

        Out of position: the rule that fails. Else the checks that cannot be judged, those with the
        same reason together; after 3 s their names only, until a reason changes. A reason without
        room waits until others have had their time.

        Args:
            assessment: Of this frame; later than that of the last call.
            fits: Whether there is room for such notes.
        """
        if why := why_not_now_words(assessment):
            return [why]
        new: dict[str, list[tuple[str, _Reason]]] = {}
        known: list[str] = []
        for verdict in assessment.verdicts:
            reason, name = self._observe(verdict, assessment), check_name(verdict)
            if not reason.held.value:
                continue
            if assessment.time_s - reason.since_s < NOTE_S:
                new.setdefault(reason.held.value, []).append((name, reason))
            else:
                known.append(name)
        return self._with_room(new, known, assessment.time_s, fits)

    def _with_room(
        self,
        new: Mapping[str, Sequence[tuple[str, _Reason]]],
        known: Sequence[str],
        time_s: float,
        fits: Callable[[Sequence[str]], bool],
    ) -> list[str]:
        """The notes on new reasons for which there is room, and the names of all others."""
        names = {words: [name for name, _ in checks] for words, checks in new.items()}

        def notes_on(shown: Sequence[str]) -> list[str]:
            others = (names[words] for words in names if words not in shown)
            return _signed({words: names[words] for words in shown}, [*known, *chain(*others)])

        shown: list[str] = []
        for words, checks in new.items():
            if not shown or fits(notes_on([*shown, words])):
                shown.append(words)
                continue
            for _, reason in checks:
                reason.since_s = time_s
        return notes_on(shown)

    def _observe(self, verdict: Verdict, assessment: Assessment) -> _Reason:
        stretch = assessment.stretch.id if assessment.stretch else ""
        reason = self._reasons.setdefault((stretch, verdict.check.id), _Reason())
        unjudged = verdict.grade is Grade.CANNOT_JUDGE
        words = reason_words(verdict, assessment) if unjudged else ""
        reason.observe(words, assessment.time_s)
        return reason


def _signed(reasons: Mapping[str, Sequence[str]], others: Sequence[str]) -> list[str]:
    """A note on each reason, by the names that it is about, and one of other names."""
    notes = [f"{_listed(names)}: {words}" for words, names in reasons.items()]
    return [f"{SIGN} {note}" for note in (*notes, *filter(None, [_listed(others)]))]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
