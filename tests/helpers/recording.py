"""What a page shows of poses that were never filmed."""

from collections.abc import Sequence

import numpy as np
from figures import assessed, clip, lunge, summed_up

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.outputs.report.recorder import Recorded, Recorder
from posecheck.pose.pose import Pose
from posecheck.video import Frame

PICTURE = np.full((240, 320, 3), 127, np.uint8)


def record(poses: Sequence[Pose]) -> Recorded:
    """All frames of a clip, recorded."""
    return record_assessments(assessed(poses))


def repeated(deepest: float = 90.0) -> list[Pose]:
    """A lunge that sinks to this angle of the front knee and rises again, twice in 6 s."""
    down = [deepest + 10 * step for step in range(5, -1, -1)]
    knees = 2 * [*down, *reversed(down)]
    return [
        pose
        for index, knee in enumerate(knees)
        for pose in clip(lunge(knee), 0.25, start_s=index / 4)
    ]


def record_assessments(assessments: Sequence[Assessment]) -> Recorded:
    """What was said of all frames of a clip, recorded."""
    recorder, clock = Recorder(still=False), HoldClock()
    for index, assessment in enumerate(assessments):
        clock.observe(assessment)
        recorder.add(Frame(index, assessment.time_s, PICTURE), assessment, clock)
    return recorder.recorded(summed_up(assessments))
