"""Run one target: `python -m fuzz stretches|clips [options of libFuzzer]`."""

import sys
import tempfile

import atheris

with atheris.instrument_imports(include=["posecheck", "tomllib"]):
    from fuzz.targets import SEEDS, TARGETS


MEMORY = "-rss_limit_mb=4096"
"""The largest picture that is read, of 2^28 pixels, takes 2.5 GB on its way to RGB."""


def main() -> None:
    """Feed the target with the seeds, and with what becomes of them, until it fails or is done."""
    name, *options = sys.argv[1:] or [""]
    if name not in TARGETS:
        sys.exit(f"usage: python -m fuzz {'|'.join(TARGETS)} [-runs=N] [-max_total_time=SECONDS]")
    with tempfile.TemporaryDirectory() as found:  # libFuzzer adds what it finds to the first folder
        folders = [found, str(SEEDS / name)]
        atheris.Setup([sys.argv[0], MEMORY, *options, *folders], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
