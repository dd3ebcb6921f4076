"""A file of results as JSON Lines, from which a later run can resume."""

import json
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from posecheck.clips.result import ClipResult
from posecheck.errors import InputError
from posecheck.scoring.job import Scored
from posecheck.scoring.lines import END, OrderedLines, Span
from posecheck.scoring.record import ScoredLine, line_of
from posecheck.support.files import is_plain
from posecheck.support.printable import is_whole_name, public_name

START = b'{"schema":'
"""How every line begins."""

SCHEMA = 1
"""The newest that can be read."""


@dataclass(frozen=True)
class _Earlier:
    """A line of an earlier run.

    Attributes:
        span: Where it lies in the file.
        path: The public name of its clip.
        failed: Whether it has an error instead of a result.
        content_sha256: Of the clip; None where it could not be read.
        settings_sha256: Of the settings; None where there is no whole result.
    """

    span: Span
    path: str
    failed: bool
    content_sha256: str | None
    settings_sha256: str | None

    @property
    def end(self) -> int:
        return self.span.start + self.span.length


@dataclass(frozen=True)
class _Added:
    """What became of a clip in this run."""

    failed: bool
    content_sha256: str | None

    def replaces(self, line: _Earlier) -> bool:
        """Whether it takes the place of an earlier line of the same name.

        An error never replaces a result, unless that is of what the clip was before it changed. And
        where something is hidden in the name, the result may be that of another clip.
        """
        if line.failed:
            return True
        if self.content_sha256 and self.content_sha256 == line.content_sha256:
            return not self.failed
        if self.failed and None in (self.content_sha256, line.content_sha256):
            return False
        return is_whole_name(line.path)


class ResultsFile:
    """Results, each written as it comes, and in the order of the input at the end.

    Args:
        path: Where they are written.
        settings_sha256: Of the settings of this run.
        resume: Keep what an earlier run left in the file, if it exists. A half-written last line is
            removed. Earlier lines stay, after the others, unless their clip comes again.

    Raises:
        InputError: On entering, if the file cannot be written, is written by another run, or holds
            anything but results.
    """

    def __init__(self, path: Path, settings_sha256: str, *, resume: bool = False) -> None:
        self._path = path
        self._settings_sha256 = settings_sha256
        self._resumes = resume
        self._earlier: list[_Earlier] = []
        self._known: dict[str, Span] = {}
        self._good: dict[str, Span] = {}
        self._added: dict[str, list[_Added]] = defaultdict(list)
        self._lines = OrderedLines(path)

    def __enter__(self) -> Self:
        if self._resumes and not is_plain(self._path):
            raise InputError(f"{self._path}: this is not a file; name one to resume from.")
        with ExitStack() as stack:
            stack.enter_context(self._lines)
            if self._resumes and self._path.is_file():
                self._resume()
            stack.pop_all()
        return self

    def _resume(self) -> None:
        self._earlier = list(_read_earlier(self._path))
        self._known = {
            line.content_sha256: line.span
            for line in self._earlier
            if line.content_sha256 and line.settings_sha256 == self._settings_sha256
        }
        self._good = {
            line.path: line.span
            for line in self._earlier
            if line.settings_sha256 == self._settings_sha256 and is_whole_name(line.path)
        }
        self._lines.resume(kept=self._earlier[-1].end if self._earlier else 0)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        stay = [line.span for line in self._earlier if not self._is_replaced(line)]
        self._lines.leave_behind(stay)
        self._lines.__exit__(kind, error, trace)

    def _is_replaced(self, line: _Earlier) -> bool:
        return any(added.replaces(line) for added in self._added.get(line.path, ()))

    @property
    def has_earlier(self) -> bool:
        """Whether an earlier run left results with the same settings."""
        return bool(self._known)

    def earlier(self, content_sha256: str | None) -> ClipResult | None:
        """The result of an earlier run, with the same settings, for a clip of this content."""
        span = self._known.get(content_sha256 or "")
        if span is None:
            return None
        return ScoredLine.model_validate_json(self._lines.read(span)).result

    def add(self, scored: Scored) -> None:
        """Write the line of a clip, unless an earlier run wrote the same.

        Nor does an error replace the result of a clip: one with the same settings is kept in its
        place, and one with others, as of an older posecheck, behind.
        """
        line = line_of(scored, self._settings_sha256)
        path = json.loads(line)["clip"]["path"]
        kept = self._kept(scored, path, line)
        failed = scored.result is None and kept is None
        self._added[path].append(_Added(failed, scored.content_sha256))
        if kept:
            self._lines.keep(scored.index, kept)
        else:
            self._lines.add(scored.index, line)

    def _kept(self, scored: Scored, path: str, line: str) -> Span | None:
        """Where a line of an earlier run lies that says the same, or more than an error."""
        if scored.content_sha256 is None and path in self._good:
            return self._good[path]
        span = self._known.get(scored.content_sha256 or "")
        if span and scored.result and self._lines.read(span) == line:
            return span
        return None


def _read_earlier(path: Path) -> Iterator[_Earlier]:
    """The whole lines of a file; raises InputError where it holds anything else."""
    try:
        with path.open("rb") as file:
            start = len(BOM_UTF8) if file.read(len(BOM_UTF8)) == BOM_UTF8 else 0
            file.seek(start)
            for number, line in enumerate(file, 1):
                if not line.endswith(END):
                    if _is_half(line):
                        return
                    line += END
                yield _earlier(line, Span(start, len(line)), f"{path}, line {number}")
                start += len(line)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); name another file."
        ) from error


def _is_half(line: bytes) -> bool:
    """Whether it is one of ours whose writing was interrupted."""
    if not START.startswith(line[: len(START)]):
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return True
    return False


def _earlier(line: bytes, span: Span, where: str) -> _Earlier:
    try:
        content: dict[str, Any] = json.loads(line)
        job, schema = content["job"], content["schema"]
        path = public_name(content["clip"]["path"])  # an older posecheck may have hidden less
        is_newer = schema > SCHEMA
        hash((job["content_sha256"], job["settings_sha256"]))  # text, not lists or tables
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            f"{where}: this is no result of posecheck score, so nothing is written there; "
            "name another file."
        ) from error
    if is_newer:
        raise InputError(f"{where}: a newer posecheck wrote this; update posecheck.")
    settings = job["settings_sha256"] if _is_result(line) else None
    return _Earlier(span, path, "error" in content, job["content_sha256"], settings)


def _is_result(line: bytes) -> bool:
    """Whether a line has a whole result; that of an older posecheck may lack something."""
    try:
        ScoredLine.model_validate_json(line)
    except ValueError:
        return False
    return True
