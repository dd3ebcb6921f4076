"""Render clips of the catalogue: `python -m samples.generator [NAME...] [--out DIR]`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from samples.generator.catalogue import Clip, load_catalogue
from samples.generator.film import make
from samples.generator.listing import write_table

CLIPS_FOLDER = Path(__file__).parent.parent / "clips"


def main() -> None:
    """Render the clips named, or all of them."""
    arguments = _arguments()
    catalogue = load_catalogue()
    if arguments.table:
        write_table(catalogue)
        return
    unknown = [name for name in arguments.names if name not in catalogue]
    if unknown:
        raise SystemExit(f"No such clip: {', '.join(unknown)}. --list shows them all.")
    chosen = [catalogue[name] for name in arguments.names or catalogue]
    if arguments.missing:
        chosen = [clip for clip in chosen if not (arguments.out / f"{clip.name}.mp4").exists()]
    for number, clip in enumerate(chosen, start=1):
        if arguments.list:
            print(f"{clip.name}: {clip.about}")
        else:
            _make(clip, arguments, f"{number}/{len(chosen)}")


def _make(clip: Clip, arguments: argparse.Namespace, progress: str) -> None:
    start = time.perf_counter()
    folder = arguments.out
    make(clip, folder, arguments.truth_only)
    if arguments.truth_only:
        return
    size_kb = (folder / f"{clip.name}.mp4").stat().st_size / 1000
    seconds = time.perf_counter() - start
    print(f"[{progress}] {clip.name}: {seconds:.0f} s, {size_kb:.0f} kB", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.generator", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips to render; default: all")
    parser.add_argument("--out", type=Path, default=CLIPS_FOLDER, help="where to write them")
    parser.add_argument("--missing", action="store_true", help="only those not there yet")
    parser.add_argument("--truth-only", action="store_true", help="only the truth files")
    parser.add_argument("--list", action="store_true", help="print the names and render nothing")
    parser.add_argument("--table", action="store_true", help="write the table of samples/README.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
