"""What is expected of clips, and where a run falls short of it."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from posecheck.clips.result import ClipResult
from posecheck.scoring.job import Scored
from posecheck.scoring.totals import NO_STRETCH
from posecheck.stretches.toml_file import TomlEntry
from posecheck.support.printable import composed, public_name

GradeWord = Literal["good", "borderline", "fix", "cannot_judge"]
SideWord = Literal["left", "right", "both"]
MISSING = "missing"
"""What is given for a check that the result does not have."""


def _several(verdicts: object) -> object:
    return (verdicts,) if isinstance(verdicts, str) else verdicts


Verdicts = Annotated[tuple[GradeWord, ...], Field(min_length=1), BeforeValidator(_several)]
"""One verdict, or several where any of them will do."""


class KnownMiss(TomlEntry):
    """Something that is known to be judged wrong, and is to be corrected one day.

    Where the stretch is missed, side and checks are not compared.

    Attributes:
        of: `stretch`, `side` or the id of a check.
        given: The wrong result.
        reason: Why it is missed.
    """

    of: str
    given: str
    reason: Annotated[str, Field(min_length=1)]


class Expected(TomlEntry):
    """What is expected of one clip.

    Attributes:
        clip: Its path, or the end of it; of several that name a clip, the longest is about it.
        stretch: An id, or `none` where nothing is to be recognised; None expects nothing.
        side: The leg in front, or `both`; None expects nothing.
        checks: The verdicts that will do, by check id; other checks may say anything.
        known_misses: What is known to be judged wrong.
    """

    clip: str
    stretch: str | None = None
    side: SideWord | None = None
    checks: dict[str, Verdicts] = Field(default_factory=dict)
    known_misses: tuple[KnownMiss, ...] = ()

    @field_validator("clip")
    @classmethod
    def _is_a_name(cls, clip: str) -> str:
        if not _as_written(clip):
            raise ValueError("this names no clip")
        return clip

    @model_validator(mode="after")
    def _misses_are_expected(self) -> "Expected":
        for miss in self.known_misses:
            if miss.given in (dict(self._wanted()).get(miss.of) or (miss.given,)):
                raise ValueError(f"the known miss of '{miss.of}' is no miss of what is expected")
        return self

    def compare(self, result: ClipResult) -> Iterator["Difference"]:
        """Everything in which a result is not as expected, known misses included."""
        given = given_in(result)
        for what, wanted in self._wanted():
            said = given.get(what, MISSING)
            if said not in wanted:
                yield Difference(self.clip, what, wanted, said, self._known(what, said))
                if what == "stretch":
                    return

    def _wanted(self) -> Iterator[tuple[str, Sequence[str]]]:
        if self.stretch is not None:
            yield "stretch", (self.stretch,)
        if self.side is not None:
            yield "side", (self.side,)
        yield from self.checks.items()

    def _known(self, what: str, given: str) -> str | None:
        """Why something is missed, where that is known."""
        found = (m.reason for m in self.known_misses if (m.of, m.given) == (what, given))
        return next(found, None)


@dataclass(frozen=True)
class Difference:
    """Something that is not as expected.

    Attributes:
        clip: As the expectation names it.
        what: `stretch`, `side` or the id of a check.
        expected: The results that would do.
        given: The result.
        known: The reason, if it is a known miss.
    """

    clip: str
    what: str
    expected: Sequence[str]
    given: str
    known: str | None = None

    def __str__(self) -> str:
        given = self.given or NO_STRETCH  # where no stretch was recognised, there is no side
        return f"{self.clip}: {self.what} is {given}, {' or '.join(self.expected)} expected"


def given_in(result: ClipResult) -> dict[str, str]:
    """The stretch, the side and the verdicts of a result."""
    verdicts = {check.id: check.verdict.value for check in result.checks}
    return {"stretch": result.stretch.id or NO_STRETCH, "side": result.side or "", **verdicts}


def _parts(clip: str) -> tuple[str, ...]:
    """The parts of a clip's path on this system."""
    path = composed(clip).replace(os.sep, "/")
    return tuple(part for part in path.split("/") if part not in ("", "."))


def _as_written(listed: str) -> tuple[str, ...]:
    """The parts of a path in a list."""
    return _parts(public_name(listed))  # as the results have it


def _as_of_windows(listed: str) -> tuple[str, ...]:
    """The same as Windows reads it, where the list may be from."""
    return _parts(public_name(listed).replace("\\", "/"))


def _by_name(
    expected: Sequence[Expected], parts_of: Callable[[str], tuple[str, ...]]
) -> dict[tuple[str, ...], list[Expected]]:
    """What is expected, by the parts of the name of its clip."""
    named: dict[tuple[str, ...], list[Expected]] = {}
    for one in expected:
        named.setdefault(parts_of(one.clip), []).append(one)
    return named


class Comparison:
    """Compares the clips of a run with what is expected of them.

    Args:
        expected: For every clip of the run; a clip that is not scored counts as a difference.

    Attributes:
        differences: What is not as expected.
        known: The same, for known misses.
        resolved: Known misses that did not occur.
        unlisted: How many clips nothing is expected of.
    """

    def __init__(self, expected: Sequence[Expected]) -> None:
        self._expected = _by_name(expected, _as_written), _by_name(expected, _as_of_windows)
        self._waiting = {id(one): one for one in expected}
        self.differences: list[Difference] = []
        self.known: list[Difference] = []
        self.resolved: list[str] = []
        self.unlisted = 0

    def add(self, scored: Scored) -> None:
        """Compare one clip; one that failed is not scored."""
        clip = public_name(scored.clip)
        about = self._about(clip)
        self.unlisted += not about
        for one in about:
            if scored.result:
                self._waiting.pop(id(one), None)
                self._compare(one, scored.result)

    def _about(self, clip: str) -> Sequence[Expected]:
        """What is expected of a clip: by the longest end of its path that is listed."""
        parts = _parts(clip)
        ends = (parts[start:] for start in range(len(parts)))
        listed = (names[end] for end in ends for names in self._expected if end in names)
        return next(listed, ())

    @property
    def not_scored(self) -> list[str]:
        """The expected clips that were not part of the run, or failed."""
        return [one.clip for one in self._waiting.values()]

    @property
    def fell_short(self) -> bool:
        """Whether anything is not as expected."""
        return bool(self.differences or self.not_scored)

    def _compare(self, expected: Expected, result: ClipResult) -> None:
        found = list(expected.compare(result))
        self.known += [difference for difference in found if difference.known]
        self.differences += [difference for difference in found if not difference.known]
        missed = {difference.what for difference in found}
        if "stretch" not in missed:
            resolved = (miss.of for miss in expected.known_misses if miss.of not in missed)
            self.resolved += [f"{expected.clip}: {what}" for what in resolved]
