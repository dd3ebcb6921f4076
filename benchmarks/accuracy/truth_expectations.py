"""`python -m benchmarks.accuracy.truth_expectations FOLDER`: expectations from truth files.

    python -m samples.generator --out /tmp/look pigeon_right_good_side_woman
    python -m benchmarks.accuracy.truth_expectations /tmp/look > /tmp/look/expected.toml
    posecheck score /tmp/look --expect /tmp/look/expected.toml

It expects the truth to the letter. `benchmarks.accuracy.expect` is for the clips of the repository:
it allows for values beside a limit, and for what is known to be missed.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.accuracy.clips import Truth, load_truths
from posecheck.errors import InputError
from posecheck.scoring.expectations import Expected
from posecheck.scoring.totals import NO_STRETCH


def main() -> None:
    """Print the list of expectations for a folder of clips with their truth."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.truth_expectations", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="clips, each with its truth file (JSON)")
    try:
        truths = truths_in(parser.parse_args().folder)
    except InputError as error:
        sys.exit(str(error))
    print("\n\n".join("\n".join(toml_entry(expected_of(truth))) for truth in truths))


def truths_in(folder: Path) -> list[Truth]:
    """The truth of every clip of a folder.

    Raises:
        InputError: If there is none.
    """
    try:
        truths = load_truths(folder)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: holds a file that is no truth file ({error}).") from error
    if not truths:
        raise InputError(f"{folder}: no clip with its truth file (JSON) beside it.")
    return truths


def expected_of(truth: Truth) -> Expected:
    """What a perfect judge would say of a clip."""
    return Expected.model_validate(
        {
            "clip": truth.path.name,
            "stretch": truth.stretch or NO_STRETCH,
            "side": truth.side,
            "checks": {id: check["verdict"] for id, check in truth.checks.items()},
        }
    )


def toml_entry(expected: Expected) -> Iterator[str]:
    """The lines of an entry of the list that `posecheck score --expect` reads."""
    yield "[[expect]]"
    yield f"clip = {_text(expected.clip)}"
    if expected.stretch:
        yield f"stretch = {_text(expected.stretch)}"
    if expected.side:
        yield f"side = {_text(expected.side)}"
    if expected.checks:
        checks = ", ".join(f"{id} = {_any_of(words)}" for id, words in expected.checks.items())
        yield f"checks = {{ {checks} }}"
    if expected.known_misses:
        yield "known_misses = ["
        for miss in expected.known_misses:
            parts = ", ".join(f"{name} = {_text(value)}" for name, value in miss)
            yield f"    {{ {parts} }},"
        yield "]"


def _any_of(verdicts: Sequence[str]) -> str:
    words = [_text(verdict) for verdict in verdicts]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


if __name__ == "__main__":
    main()
