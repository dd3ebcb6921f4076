"""A small stretch file without a mistake, for tests that put one in."""

SQUAT = """\
id = "squat"
title = "Squat"
sides = "both"
hold_s = 30
how = ["Sit down."]
camera = { view = "side", height_m = [0.5, 1.0], why = "The knee is seen." }

[[position]]
measure = "hip_height"
max = 1.2

[[check]]
id = "knee"
why = "Knees bend."
measure = "knee_angle"
side = "near"
good = [80, 100]
fix = [70, 110]
views = ["side"]
cue_low = "Rise"
cue_high = "Sink"
"""
