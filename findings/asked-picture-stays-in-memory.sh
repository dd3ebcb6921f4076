#!/usr/bin/env bash
# A picture that PyAV was asked for its side data stays in memory until the garbage collector comes
#
# Versions: av 18.1.0, numpy 2.4.6
# Guess:    a decoded picture is freed once nothing refers to it, whatever was asked of it: then the
#           decoder's own pictures are all that is in memory.
# Instead:  `frame.side_data` makes an object that the picture keeps and that keeps the picture. The
#           collector counts objects, not their megabytes, and comes late. `frame.rotation`, which
#           reads the same side data, has no such effect.
# Seen on 2026-11-29:
#   200 pictures, each asked for nothing: up to 2 in memory
#   200 pictures, each asked for its rotation: up to 2 in memory
#   200 pictures, each asked for its side data: up to 201 in memory
#   as described

. "$(dirname "$0")/lib.sh"
install av numpy

check <<'PYTHON'
import gc

import av
from av.video.frame import VideoFrame
from film import disc, write
from seen import described

FRAMES, WIDTH, HEIGHT = 200, 320, 240
write("film.mp4", [disc(WIDTH, HEIGHT)] * FRAMES, [number / 30 for number in range(FRAMES)])


def alive_now():
    return sum(isinstance(one, VideoFrame) for one in gc.get_objects())


def most_alive(ask):
    """The most pictures that are in memory at a time while each is asked something."""
    gc.collect()
    before, most = alive_now(), 0
    with av.open("film.mp4") as container:
        for frame in container.decode(video=0):
            ask(frame)
            most = max(most, alive_now() - before)
    return most


alive = {
    "nothing": most_alive(lambda frame: None),
    "its rotation": most_alive(lambda frame: frame.rotation),
    "its side data": most_alive(lambda frame: frame.side_data),
}
for what, most in alive.items():
    print(f"{FRAMES} pictures, each asked for {what}: up to {most} in memory")

described(alive["nothing"] < 10, "pictures that are asked nothing are freed")
described(alive["its rotation"] < 10, "pictures that are asked for their rotation are freed")
described(alive["its side data"] > 100, "those that are asked for their side data pile up")
PYTHON
