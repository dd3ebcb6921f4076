"""Outputs written frame by frame, without a film."""

import csv

import numpy as np
from figures import summed_up

from posecheck.assess.hold import HoldClock
from posecheck.video import Frame

PICTURE = np.zeros((240, 320, 3), np.uint8)


def written(output, assessments) -> bytes:
    """What an output writes of these assessments."""
    clock = HoldClock()
    with output:
        for index, assessment in enumerate(assessments):
            clock.observe(assessment)
            output.add(Frame(index, assessment.time_s, PICTURE), assessment, clock)
        output.finish(summed_up(assessments))
    return output.path.read_bytes()


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by their column names."""
    return list(csv.DictReader(data.decode("utf-8").splitlines()))
