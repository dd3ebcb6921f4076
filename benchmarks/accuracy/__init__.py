"""The accuracy benchmark: clips with exact truth in, the error of every verdict out.

    python -m benchmarks.accuracy

Poses are found by posecheck's own landmarker, and everything after them is posecheck itself; only
the counting is done here.
"""
