#!/usr/bin/env bash
# `ImageProcessingOptions.rotation_degrees` makes pose landmarks worse
#
# Versions: mediapipe 1.2.3, numpy 2.4.6
# Guess:    For a picture that lies on its side, the rotation that sets it upright ("in degrees
#           clockwise") helps, or changes nothing.
# Instead:  The right rotation loses the person, the others shift the landmarks; without any, the
#           person lying on its side is found within a few pixels of where it is found upright.
# Seen on 2026-11-28:
#   a picture to be turned by 90 degrees, rotation_degrees=0: 5 px off, mean
#   a picture to be turned by 90 degrees, rotation_degrees=90: nobody found
#   a picture to be turned by 90 degrees, rotation_degrees=180: 34 px off, mean
#   a picture to be turned by 90 degrees, rotation_degrees=270: 64 px off, mean
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
import numpy as np
from mediapipe.tasks.python.vision.core.image_processing_options import ImageProcessingOptions
from pose import image, landmarker, person, pixels
from seen import described

upright = person()
lying = np.ascontiguousarray(np.rot90(upright))  # a quarter counter-clockwise
off = {}
with landmarker() as finder:
    x, y = pixels(finder.detect(image(upright)), upright).T
    truth = np.stack([y, len(upright) - 1 - x], axis=1)
    for degrees in (0, 90, 180, 270):
        result = finder.detect(image(lying), ImageProcessingOptions(rotation_degrees=degrees))
        if result.pose_landmarks:
            off[degrees] = np.linalg.norm(pixels(result, lying) - truth, axis=1).mean()
        said = f"{off[degrees]:.0f} px off, mean" if degrees in off else "nobody found"
        print(f"a picture to be turned by 90 degrees, rotation_degrees={degrees}: {said}")

described(off[0] < 15, "without a rotation the landmarks are right")
described(off.get(90, np.inf) > 2 * off[0], "with the right rotation they are wrong or missing")
PYTHON
