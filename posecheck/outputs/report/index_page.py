"""index.html: all clips of a run on one page, each with a picture and what to work on first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import Output
from posecheck.clips.result import ClipResult
from posecheck.outputs.conclusion import conclusion
from posecheck.outputs.report.comparison import Comparison
from posecheck.outputs.report.keyframes import KeyFrames
from posecheck.outputs.report.pictures import data_url
from posecheck.outputs.report.render import relative_url, render
from posecheck.outputs.words import front_leg_words, judged_words, parts_words
from posecheck.stretches.stretch import Stretch
from posecheck.support.files import WholeFile, real_path, remove
from posecheck.support.printable import encodable
from posecheck.video import Clip, Frame, Image, fit_size
from posecheck.video.frame import resized

THUMBNAIL_PX = 200
"""The shorter side: large enough to know a clip by, and 1000 of them are a page of 10 MB."""


@dataclass(frozen=True)
class Entry:
    """What the page says of one clip.

    Attributes:
        thumbnail: A picture of it as a data URL; None for none.
        title: Of the stretch, with the leg in front.
        score: 0 to 100; None for none.
        judged: How much of the time in position could be judged; None where all of it.
        words: What to work on first.
        score_remark: Which faults the score leaves out; None for none.
        parts: Of a clip with several stretches, when each was done, and its score.
    """

    thumbnail: str | None
    title: str
    score: int | None
    judged: str | None
    words: str
    score_remark: str | None = None
    parts: Sequence[str] = ()


class Index:
    """Takes in the clips of a run, and writes the page on leaving the `with` block.

    Pages of an earlier run go once the results of a clip have taken the place of those they are
    about: a run that ends early leaves no page that contradicts what it leads to.

    Args:
        path: The file to write.
        reports: The report of each clip, which is made beside this page or below it.
        names: The name of each clip on the page.
        stretches: Those that are looked for.
        comparison: Of the clips; it is linked once it is written. None for none.
    """

    def __init__(
        self,
        path: Path,
        reports: Mapping[Path, Path],
        names: Mapping[Path, Path],
        stretches: Sequence[Stretch],
        comparison: Comparison | None = None,
    ) -> None:
        self.path = path
        self._reports = reports
        self._names = names
        self._stretches = {stretch.id: stretch for stretch in stretches}
        self._comparison = comparison
        self._entries: dict[Path, Entry] = {}
        self._is_alone = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            with WholeFile(self.path) as file:
                file.write(self.page())

    def entry(self, path: Path, clip: Clip) -> Output:
        """The output that takes in one clip."""
        return _EntryOutput(self, path, clip)

    def remove_older(self) -> None:
        """Remove what an earlier run wrote; call it once results of this one are in place."""
        if self._is_alone:
            return
        self._is_alone = True
        remove(real_path(self.path))
        if self._comparison:
            remove(real_path(self._comparison.path))

    def add(self, path: Path, result: ClipResult, image: Image | None) -> None:
        """Take in the result of one clip, and the picture to show of it."""
        stretch = self._stretches.get(result.stretch.id or "")
        thumbnail = None if image is None else _thumbnail(image)
        if stretch is None:
            nothing = Entry(thumbnail, "Not in position", None, None, "Nothing was judged.")
            self._entries[path] = nothing
            return
        leg = front_leg_words(result.side) if stretch.has_front_leg and result.side else ""
        self._entries[path] = Entry(
            thumbnail=thumbnail,
            title=", ".join(filter(None, (stretch.title, leg))),
            score=None if result.score is None else round(result.score),
            judged=_judged(result),
            words=conclusion(result, stretch).sentence,
            score_remark=result.score_remark,
            parts=parts_words(result, tuple(self._stretches.values())),
        )

    def page(self) -> str:
        """The page as HTML, with the clips so far in the order of the run."""
        return render(
            "index.html.j2",
            (),
            {},
            comparison=self._comparison_url,
            clips=[
                {
                    "name": encodable(name),
                    "entry": self._entries.get(path),
                    "report": relative_url(self._reports[path], self.path),
                }
                for path, name in self._names.items()
            ],
        )

    @property
    def _comparison_url(self) -> str | None:
        """None where a clip failed: what is there then is nothing, or of an earlier run."""
        if self._comparison is None or not self._comparison.is_written:
            return None
        return relative_url(self._comparison.path, self.path)


class _EntryOutput(Output):
    """Keeps the best moment of each stretch, else the worst, else the first picture."""

    def __init__(self, index: Index, path: Path, clip: Clip) -> None:
        super().__init__(index.path)
        self._index = index
        self._clip_path = path
        self._still = clip.is_picture
        self._moments: dict[str, KeyFrames] = {}
        self._first: Image | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """None: the page is no file of one clip."""
        return ()

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        if self._first is None:
            self._first = _small(frame.image)
        if assessment.stretch and assessment.in_position:
            moments = self._moments.setdefault(assessment.stretch.id, KeyFrames(still=self._still))
            moments.add(frame, assessment)

    def finish(self, result: ClipResult) -> None:
        moments = self._moments.get(result.stretch.id or "")
        shown = moments.chosen() if moments else ()
        self._index.add(self._clip_path, result, shown[0].image if shown else self._first)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._index.remove_older()


def _small(image: Image) -> Image:
    height, width = image.shape[:2]
    size = fit_size((width, height), round(THUMBNAIL_PX * height / min(width, height)))
    return np.ascontiguousarray(resized(image, size))


def _judged(result: ClipResult) -> str | None:
    judged = None if result.is_picture else judged_words(result)
    return f"In position for {result.in_position_s:.1f} s, {judged}." if judged else None


def _thumbnail(image: Image) -> str:
    from posecheck.outputs.overlay.annotated import jpeg

    return data_url("image/jpeg", jpeg(_small(image), quality=80))
