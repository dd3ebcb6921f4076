#!/usr/bin/env bash
# Encoding AV1 as root gives the calling thread real-time priority, and its children inherit it
#
# Versions: av 18.1.0 (SVT-AV1 4.1.0), numpy 2.4.6
# Guess:    Encoding a film leaves the thread that does it as it was.
# Instead:  As root, `libsvtav1` puts the calling thread under SCHED_FIFO at priority 99 when it
#           opens, and leaves it there after it is closed. What that thread starts afterwards, a
#           browser too, goes before everything else on the machine. In a container, where one is
#           root as a rule, the symptom is another program's: it gets no time. libx264 changes
#           nothing; putting the policy back by hand works.
# Seen on 2026-11-28:
#   before: SCHED_OTHER, 0
#   after libx264: SCHED_OTHER, 0
#   after libsvtav1: SCHED_FIFO, 99
#   a process started then: SCHED_FIFO, 99
#   put back by hand: SCHED_OTHER, 0
#   as described

. "$(dirname "$0")/lib.sh"
[ "$(id -u)" -eq 0 ] || not_tried "it happens to root only"
install av numpy

check <<'PYTHON'
import os
import subprocess
import sys

import av
import numpy as np
from seen import described

NAMES = {os.SCHED_OTHER: "SCHED_OTHER", os.SCHED_FIFO: "SCHED_FIFO"}
ORDINARY, REAL_TIME = ("SCHED_OTHER", 0), ("SCHED_FIFO", 99)
ASK = "import os; print(os.sched_getscheduler(0), os.sched_getparam(0).sched_priority)"


def named(scheduler, priority):
    return NAMES.get(scheduler, scheduler), priority


def policy(when):
    now = named(os.sched_getscheduler(0), os.sched_getparam(0).sched_priority)
    print(f"{when}: {now[0]}, {now[1]}")
    return now


def encode(codec):
    with av.open(f"{codec}.mp4", "w") as film:
        stream = film.add_stream(codec, rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(3):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            film.mux(stream.encode(picture))
        film.mux(stream.encode())


before = policy("before")
encode("libx264")
after_h264 = policy("after libx264")
encode("libsvtav1")
after_av1 = policy("after libsvtav1")
answer = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
child = named(*map(int, answer.stdout.split()))
print(f"a process started then: {child[0]}, {child[1]}")
os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
restored = policy("put back by hand")

described(before == after_h264 == ORDINARY, "H.264 leaves the thread as it was")
described(after_av1 == child == REAL_TIME, "AV1 makes the thread and its children real-time")
described(restored == ORDINARY, "the policy can be put back")
PYTHON
