#!/usr/bin/env bash
# Below zero, time stamps end the smoothing
#
# Versions: mediapipe 1.2.3, numpy 2.4.6
# Guess:    `detect_for_video` wants stamps that grow; where they begin does not matter, be it below
#           zero, as in a countdown.
# Instead:  Stamps below zero are accepted, and nothing is smoothed while they last.
# Seen on 2026-11-28:
#   stamps from 33 to 1650 ms: jitter 0.5 px a frame
#   stamps from -1980 to -363 ms: jitter 3.3 px a frame
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
from pose import STEP_MS, film, grainy, jitter, person
from seen import described

picture, moves = person(), {}
pictures = grainy(picture, 50)
for start_ms in (STEP_MS, -60 * STEP_MS):
    moves[start_ms] = jitter(film(pictures, start_ms)[10:], picture)
    end_ms = start_ms + (len(pictures) - 1) * STEP_MS
    print(f"stamps from {start_ms} to {end_ms} ms: jitter {moves[start_ms]:.1f} px a frame")

late, early = moves.values()
described(early > 3 * late, "stamps below zero jitter more than three times as much")
PYTHON
