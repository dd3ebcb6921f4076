"""Which files are made of which clip, and where they go."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from posecheck.clips.output import Output, OutputFactory
from posecheck.errors import InputError
from posecheck.outputs.folders import (
    check_folders,
    check_free,
    check_writable,
    folders_for,
    make_folder,
    numbered,
    ways_to,
)
from posecheck.outputs.options import OutputOptions
from posecheck.outputs.targets import Kind, Targets, refuse_elsewhere
from posecheck.stretches.stretch import Stretch
from posecheck.support.files import name_anywhere
from posecheck.video import Clip, holds_picture

if TYPE_CHECKING:
    from posecheck.outputs.report.comparison import Comparison

COMPARISON = "comparison.html"
INDEX = "index.html"

Outputs = dict[Path, list[OutputFactory]]
"""What is made of each clip; one of which nothing is made may be missing."""


@dataclass(frozen=True)
class Plan:
    """What a run makes.

    Attributes:
        outputs: What is made of each clip.
        index: The page that leads to the reports of several clips; it is written on leaving its
            `with` block.
        index_path: Where that page is; None for none.
    """

    outputs: Outputs
    index: AbstractContextManager[object] = field(default_factory=nullcontext)
    index_path: Path | None = None


def claimed(folder: Path | None) -> AbstractContextManager[object]:
    """The sole right to write results into a folder, which is made, within a `with` block.

    Args:
        folder: The folder; None for none.

    Raises:
        InputError: If the folder is `-` or an address, cannot be made or is not writable; on
            entering, if another run is writing there.
    """
    if folder is None:
        return nullcontext()
    from posecheck.outputs import results_folder

    refuse_elsewhere(folder)
    make_folder(folder)
    check_writable(folder)
    return results_folder.claimed(folder)


def plan_for(
    clips: Sequence[Path],
    stretches: Sequence[Stretch],
    options: OutputOptions,
    targets: Targets,
    *,
    folder: Path | None,
) -> Plan:
    """Plan what is made of the clips: everything in a folder, else at most a film beside each.

    Nothing is made yet, but what is wrong with the folders is said, before a clip is read.

    Args:
        clips: The clips to be read.
        stretches: The stretches that are looked for.
        options: What the user chose.
        targets: What the run writes; everything planned is added to it.
        folder: Where the results go; None for nowhere.

    Raises:
        InputError: If a folder cannot be made, is not writable or has results already; if clips are
            to be compared that are not two or have no folder; if an option is about files that are
            not made without a folder.
    """
    if options.compare and (folder is None or len(clips) != 2):
        raise InputError("--compare takes two clips, and a folder for the page: add --out DIR.")
    if folder is None:
        _refuse_without_folder(options)
    if folder is None and not options.film:
        return Plan({})
    if folder is None:
        return Plan(films_beside(clips, targets, full_size=options.full_size))
    ways = ways_to(clips)
    folders = folders_for(ways, folder, pages=(INDEX, COMPARISON))
    outputs = _results_in(folders, stretches, options, targets)
    comparison = None
    if options.compare:
        comparison = _add_comparison(outputs, folder / COMPARISON, folders, options, targets)
    if len(clips) < 2:
        return Plan(outputs)
    page = folder / INDEX
    index = _with_index(outputs, page, folders, ways, stretches, targets, comparison)
    return Plan(outputs, index, page)


def _refuse_without_folder(options: OutputOptions) -> None:
    if options.embed:
        raise InputError("--embed is about the report: add --out DIR.")
    if options.landmarks != "csv":
        raise InputError("--format is about the landmarks, which go into a folder: add --out DIR.")
    if options.full_size and not options.film:
        raise InputError("--full-size is about the film: add --video or --out DIR.")


def film(path: Path, *, full_size: bool = False) -> OutputFactory:
    """The annotated film of a clip, or the annotated picture of a picture.

    Args:
        path: The file to write.
        full_size: Whether the film is as large as the clip instead of 720p.
    """

    def make(clip: Clip) -> Output:
        # Drawing needs OpenCV, which an analysis without a film has no use for.
        from posecheck.outputs.overlay.annotated import annotated

        check_writable(path.parent)
        return annotated(path, clip, full_size=full_size)

    return make


def films_beside(clips: Sequence[Path], targets: Targets, *, full_size: bool = False) -> Outputs:
    """Plan an annotated film or picture beside each clip.

    Films of the same name are numbered; none takes the place of anything but an earlier one of the
    same clip.
    """
    given: set[str] = set()
    outputs: Outputs = {}
    for clip in clips:
        path = _film_beside(clip, targets, given)
        given.add(name_anywhere(path))
        targets.take(path)
        outputs[clip] = [film(path, full_size=full_size)]
    return outputs


def _film_beside(clip: Path, targets: Targets, given: Collection[str]) -> Path:
    """The first name that its film may have; none that another clip of this run was given."""
    kind, suffix = (Kind.PICTURE, ".jpg") if holds_picture(clip) else (Kind.FILM, ".mp4")
    return next(
        name
        for name in numbered(clip.with_name(f"{clip.stem}_annotated{suffix}"))
        if name_anywhere(name) not in given
        and not targets.reads(name)
        and targets.may_replace(name, kind, clip=clip)
    )


def _results_in(
    folders: Mapping[Path, Path],
    stretches: Sequence[Stretch],
    options: OutputOptions,
    targets: Targets,
) -> Outputs:
    """Plan every output of each clip in its folder."""
    # The outputs load what they are made with, which an analysis without them has no use for.
    from posecheck.outputs.catalogue import OUTPUTS

    check_folders(folders.values())
    check_free(folders.values(), [kind.name for kind in OUTPUTS], targets)
    is_claimed = len(folders) == 1  # where the one folder is that of the run
    return {
        clip: [partial(_results_of, folder, clip, stretches, options, is_claimed)]
        for clip, folder in folders.items()
    }


def _results_of(
    folder: Path,
    path: Path,
    stretches: Sequence[Stretch],
    options: OutputOptions,
    is_claimed: bool,
    clip: Clip,
) -> Output:
    from posecheck.outputs.catalogue import OUTPUTS, SEAL, Request, kinds_for
    from posecheck.outputs.results_folder import ResultsFolder

    def make(unfinished: Path) -> list[Output]:
        film_path = _film_in(unfinished, path, options)
        return [
            kind.make(Request(unfinished / kind.name, clip, stretches, film_path, options))
            for kind in kinds_for(path, options)
        ]

    make_folder(folder)
    names = [kind.name for kind in OUTPUTS]
    return ResultsFolder(folder, make, names, SEAL, is_claimed=is_claimed)


def _with_index(
    outputs: Outputs,
    page: Path,
    folders: Mapping[Path, Path],
    ways: Mapping[Path, Path],
    stretches: Sequence[Stretch],
    targets: Targets,
    comparison: "Comparison | None",
) -> AbstractContextManager[object]:
    """The page of all clips; what it needs to be told of each is added to the outputs."""
    from posecheck.outputs.catalogue import REPORT
    from posecheck.outputs.report.index_page import Index

    check_free([page.parent], [page.name], targets)
    reports = {clip: folder / REPORT for clip, folder in folders.items()}
    index = Index(page, reports, ways, stretches, comparison)
    for clip, factories in outputs.items():
        factories.insert(0, partial(index.entry, clip))
    return index


def _add_comparison(
    outputs: Outputs,
    page: Path,
    folders: Mapping[Path, Path],
    options: OutputOptions,
    targets: Targets,
) -> "Comparison":
    """Show both clips on one page as well.

    It is the first output of each clip, and so completed after the films that it shows.
    """
    from posecheck.outputs.catalogue import REPORT
    from posecheck.outputs.report.comparison import Comparison

    check_free([page.parent], [page.name], targets)
    comparison = Comparison(page, options.settings)
    for clip, factories in outputs.items():
        film_path = _film_in(folders[clip], clip, options)
        report = folders[clip] / REPORT
        factories.insert(0, partial(comparison.half, film=film_path, report=report))
    return comparison


def _film_in(folder: Path, clip: Path, options: OutputOptions) -> Path | None:
    from posecheck.outputs.catalogue import film_name

    name = film_name(clip, options)
    return folder / name if name else None
