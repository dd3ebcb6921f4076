#!/usr/bin/env bash
# A model path that is a `pathlib.Path` fails with an AttributeError
#
# Versions: mediapipe 1.2.3
# Guess:    `BaseOptions(model_asset_path=Path("pose.task"))` works, as in most libraries, or says
#           that it wants a string.
# Instead:  The options are made without an error; the landmarker then fails inside MediaPipe.
# Seen on 2026-11-28:
#   as a string: opens
#   as a pathlib.Path: AttributeError: 'PosixPath' object has no attribute 'encode'
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
from pathlib import Path

from pose import MODEL, landmarker
from seen import described

with landmarker(model=MODEL):
    print("as a string: opens")
error = None
try:
    with landmarker(model=Path(MODEL)):
        print("as a pathlib.Path: opens")
except (AttributeError, TypeError, ValueError) as refusal:
    error = refusal
    print(f"as a pathlib.Path: {type(error).__name__}: {error}")

described(isinstance(error, AttributeError), "a pathlib.Path gives an AttributeError")
PYTHON
