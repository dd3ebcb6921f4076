#!/usr/bin/env bash
# `import mediapipe` loads Matplotlib's pyplot, and the wheel has no model
#
# Versions: mediapipe 1.2.3
# Guess:    Importing the package loads what it needs to find poses; the wheel brings the networks
#           for that, as the 0.10.21 wheel does.
# Instead:  `matplotlib.pyplot`, which only plotting needs, is loaded at import, and the wheel holds
#           no network at all: a model has to come from elsewhere.
# Seen on 2026-11-28:
#   mediapipe 1.2.3: matplotlib.pyplot loaded: True
#   networks in the wheel: []
#   as described

. "$(dirname "$0")/lib.sh"
install mediapipe

check <<'PYTHON'
import sys
from importlib.metadata import files

import mediapipe
from seen import described

loaded = "matplotlib.pyplot" in sys.modules
networks = [file for file in files("mediapipe") if file.suffix in (".task", ".tflite")]
print(f"mediapipe {mediapipe.__version__}: matplotlib.pyplot loaded: {loaded}")
print(f"networks in the wheel: {networks}")

described(loaded, "importing mediapipe loads matplotlib.pyplot")
described(not networks, "the wheel has no network")
PYTHON
