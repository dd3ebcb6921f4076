"""How fast posecheck is, as ratios to a loop that does the least: `python -m benchmarks.speed`."""
