#!/usr/bin/env bash
# OpenCV's putText with a FontFace draws Greek, Chinese, arrows and check marks as "?"
#
# Versions: opencv-contrib-python 5.1.0.95, numpy 2.4.6
# Guess:    `cv2.putText` with `cv2.FontFace("sans")` draws Unicode; a sign that its built-in font
#           lacks is an error or an empty box, and a font that does not exist is an error.
# Instead:  Cyrillic and Hebrew are drawn. Other scripts and signs come out as question marks, to
#           the pixel, with nothing said; and the name of an unknown font draws "sans".
# Seen on 2026-11-28:
#   колено: drawn
#   ברך: drawn
#   γόνατο: drawn as ??????
#   膝盖: drawn as ??
#   เข่า: drawn as ????
#   →: drawn as ?
#   ✓: drawn as ?
#   'no such font' draws the same as 'sans': True
#   as described

. "$(dirname "$0")/lib.sh"
install numpy opencv-contrib-python

check <<'PYTHON'
import cv2
import numpy as np
from seen import described


def drawn(text, font="sans"):
    picture = np.full((80, 400, 3), 255, np.uint8)
    cv2.putText(picture, text, (10, 50), (0, 0, 0), cv2.FontFace(font), 32, 400)
    return picture


def lost(text):
    return np.array_equal(drawn(text), drawn("?" * len(text)))


words = ("колено", "ברך", "γόνατο", "膝盖", "เข่า", "→", "✓")
for word in words:
    print(f"{word}: drawn{' as ' + '?' * len(word) if lost(word) else ''}")
same = np.array_equal(drawn("knee", "no such font"), drawn("knee"))
print(f"'no such font' draws the same as 'sans': {same}")

described([lost(word) for word in words] == [False] * 2 + [True] * 5, "the last five are lost")
described(same, "the name of an unknown font draws sans")
PYTHON
