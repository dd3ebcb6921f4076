"""The JSON line of a clip: the JSON of `analyze`, schema 1, and what it was made from.

The line of a clip that failed has `error` instead of a result.
"""

from typing import Literal

from pydantic import Field

from posecheck.clips.result import ClipResult, JsonPart
from posecheck.scoring.job import Scored
from posecheck.support.printable import public_name
from posecheck.version import __version__


class JobPart(JsonPart):
    """What a line was made from: the same content with the same settings gives the same line.

    Attributes:
        content_sha256: Of the clip; None where it could not be read.
        settings_sha256: Of `Settings`.
    """

    content_sha256: str | None
    settings_sha256: str


class ScoredLine(ClipResult):
    """The line of a clip that was scored."""

    job: JobPart

    @property
    def result(self) -> ClipResult:
        """The result alone."""
        return ClipResult(**{name: getattr(self, name) for name in ClipResult.model_fields})


class NamedPart(JsonPart):
    """A clip of which only the name is known."""

    path: str


class FailedLine(JsonPart):
    """The line of a clip that could not be scored."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    version: str = __version__
    clip: NamedPart
    error: str
    job: JobPart


def line_of(scored: Scored, settings_sha256: str) -> str:
    """The line of a clip, as JSON."""
    job = JobPart(content_sha256=scored.content_sha256, settings_sha256=settings_sha256)
    line: ScoredLine | FailedLine
    if scored.result is None:
        clip = NamedPart(path=public_name(scored.clip))
        line = FailedLine(clip=clip, error=public_name(scored.error or ""), job=job)
    else:
        result = {name: getattr(scored.result, name) for name in ClipResult.model_fields}
        line = ScoredLine(**result, job=job)
    return line.model_dump_json(by_alias=True)
