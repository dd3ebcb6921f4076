#!/usr/bin/env bash
# MediaPipe takes a sliced NumPy array and reads other pixels than those in it
#
# Versions: mediapipe 1.2.3, numpy 2.4.6
# Guess:    A crop, `frame[:, 50:450]`, is read as it is, or refused: the documentation asks for
#           contiguous data.
# Instead:  `mediapipe.Image` takes it without a word and reads on in memory from its first pixel,
#           as if the rows of the whole frame were as short as those of the crop. The picture is
#           sheared, and here nobody is found in it.
# Seen on 2026-11-28:
#   people found in a copy of the crop: 1, in the crop itself: 0
#   pixels that mediapipe.Image holds as they are in the crop: 2 %
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
import numpy as np
from pose import image, landmarker, person
from seen import described

crop = person()[:, 50:450]
with landmarker() as finder:
    copied = len(finder.detect(image(np.ascontiguousarray(crop))).pose_landmarks)
    sliced = len(finder.detect(image(crop)).pose_landmarks)
held = image(crop).numpy_view()
same = (held == crop).all(axis=2).mean()
print(f"people found in a copy of the crop: {copied}, in the crop itself: {sliced}")
print(f"pixels that mediapipe.Image holds as they are in the crop: {100 * same:.0f} %")

described(copied == 1, "the person is found in a copy")
described(sliced == 0, "the person is not found in the crop itself")
described(held.shape == crop.shape and same < 0.5, "the crop is misread")
PYTHON
