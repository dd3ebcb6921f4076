"""Which files are made of which clip, and where they go."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from posecheck.clips.output import Output, OutputFactory
from posecheck.errors import InputError
from posecheck.outputs.folders import (
    check_free,
    check_writable,
    folders_for,
    is_one_of,
    make_folder,
    numbered,
)
from posecheck.outputs.options import OutputOptions
from posecheck.stretches.stretch import Stretch
from posecheck.video import PICTURES, Clip

COMPARISON = "comparison.html"

Plan = dict[Path, list[OutputFactory]]
"""What is made of each clip."""


def outputs_for(
    clips: Sequence[Path],
    stretches: Sequence[Stretch],
    options: OutputOptions,
    *,
    folder: Path | None,
    force: bool = False,
) -> Plan:
    """Plan what is made of each clip: everything in a folder, else at most a film beside it.

    The folders are made at once, so that what is wrong with them is said before a clip is read.

    Args:
        clips: The clips to be read.
        stretches: The stretches that are looked for.
        options: What the user chose.
        folder: Where the results go; None for nowhere.
        force: Whether earlier results may be overwritten.

    Returns:
        The outputs of each clip; a clip without any may be missing.

    Raises:
        InputError: If a folder cannot be made, is not writable or has results already; if clips are
            to be compared that are not two or have no folder.
    """
    if options.compare and (folder is None or len(clips) != 2):
        raise InputError("--compare takes two clips, and a folder for the page: add --out DIR.")
    if folder is None:
        return films_beside(clips, full_size=options.full_size) if options.film else {}
    folders = folders_for(clips, folder)
    plan = _results_in(folders, stretches, options, force=force)
    if options.compare:
        _add_comparison(plan, folder / COMPARISON, folders, options, force=force)
    return plan


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


def films_beside(clips: Sequence[Path], *, full_size: bool = False) -> Plan:
    """Plan an annotated film or picture beside each clip.

    Films of the same name are numbered, and none takes the place of a clip to be read.
    """
    taken: set[Path] = set()
    plan: Plan = {}
    for clip in clips:
        suffix = ".jpg" if clip.suffix.lower() in PICTURES else ".mp4"
        names = numbered(clip.with_name(f"{clip.stem}_annotated{suffix}"))
        path = next(name for name in names if name not in taken and not is_one_of(name, clips))
        taken.add(path)
        plan[clip] = [film(path, full_size=full_size)]
    return plan


def _results_in(
    folders: Mapping[Path, Path],
    stretches: Sequence[Stretch],
    options: OutputOptions,
    *,
    force: bool,
) -> Plan:
    """Plan every output of each clip in its folder, which is made, too."""
    # The outputs load what they are made with, which an analysis without them has no use for.
    from posecheck.outputs.catalogue import kinds_for

    for clip, folder in folders.items():
        make_folder(folder)
        check_writable(folder)
        names = [kind.name for kind in kinds_for(clip, options)]
        check_free(folder, names, force=force, clips=list(folders))
    return {clip: _factories(clip, folder, stretches, options) for clip, folder in folders.items()}


def _factories(
    path: Path, folder: Path, stretches: Sequence[Stretch], options: OutputOptions
) -> list[OutputFactory]:
    from posecheck.outputs.catalogue import OutputKind, Request, kinds_for

    def make(kind: OutputKind, clip: Clip) -> Output:
        film_path = _film_in(folder, path, options)
        return kind.make(Request(folder / kind.name, clip, stretches, film_path, options))

    return [partial(make, kind) for kind in kinds_for(path, options)]


def _add_comparison(
    plan: Plan, page: Path, folders: Mapping[Path, Path], options: OutputOptions, *, force: bool
) -> None:
    """Show both clips on one page as well.

    It is the first output of each clip, and so completed after the films that it shows.
    """
    from posecheck.outputs.report.comparison import Comparison

    check_free(page.parent, [page.name], force=force, clips=list(plan))
    comparison = Comparison(page, options.settings)
    for clip, factories in plan.items():
        film_path = _film_in(folders[clip], clip, options)
        factories.insert(0, partial(comparison.half, film=film_path))


def _film_in(folder: Path, clip: Path, options: OutputOptions) -> Path | None:
    from posecheck.outputs.catalogue import film_name

    name = film_name(clip, options)
    return folder / name if name else None
