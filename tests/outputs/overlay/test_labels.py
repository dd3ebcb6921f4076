"""Labels cover nothing they should not, and do not jump."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from drawing import SIZE, SIZES, assessed, lunging
from figures import moved
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.outputs.overlay.canvas import Typeface
from posecheck.outputs.overlay.figure import figure_of
from posecheck.outputs.overlay.labels import Labels, chosen
from posecheck.outputs.overlay.theme import Sizes
from posecheck.stretches.checks import Band, Grade


@settings(max_examples=60, deadline=None)
@given(
    size=st.sampled_from(SIZES),
    shift=st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5)),
    scale=st.floats(0.1, 3.0),
    panel=st.floats(0.0, 0.5),
    at_bottom=st.booleans(),
)
def test_labels_stay_inside_the_picture_and_cover_neither_each_other_nor_the_panel(
    size, shift, scale, panel, at_bottom
) -> None:
    pose = moved(lunging(size=size), size, (shift[0] * size[0], shift[1] * size[1]), scale)
    assessment = assessed({"front_knee": 130.0, "trunk_upright": 40.0, "flat_back": 0.1}, pose)
    told = [(verdict, figure_of(verdict, assessment)) for verdict in assessment.verdicts]
    height = int(panel * size[1])
    free = (0, size[1] - height) if at_bottom else (height, size[1])
    labels = Labels(size, Sizes.of(size), Typeface())
    boxes = [label.box for label in labels.placed(told, pose.points, free, pose.points)]
    for left, top, right, low in boxes:
        assert 0 <= left < right <= size[0]
        assert free[0] <= top < low <= free[1]
    for one, other in combinations(boxes, 2):
        assert (one[:2] >= other[2:]).any() or (other[:2] >= one[2:]).any()


def test_a_label_stays_where_it_is_while_the_person_trembles() -> None:
    assessment = assessed({"front_knee": 130.0, "trunk_upright": 40.0}, lunging())
    band = Band((-15, 15), (-25, 25))
    told = [(replace(v, band=band), figure_of(v, assessment)) for v in assessment.verdicts]
    random = np.random.default_rng(1)
    trembling = [lunging().points + random.normal(0, 2, (33, 2)) for _ in range(40)]

    def offset(labels: Labels, points: np.ndarray) -> np.ndarray:
        placed = labels.placed(told, points, (100, SIZE[1]), points)
        return np.concatenate([label.box[:2] - label.anchor for label in placed])

    film = Labels(SIZE, Sizes.of(SIZE), Typeface())
    remembered = [offset(film, points) for points in trembling]
    forgotten = [offset(Labels(SIZE, Sizes.of(SIZE), Typeface()), points) for points in trembling]
    assert np.ptp(remembered, axis=0).max() < 2
    assert np.ptp(forgotten, axis=0).max() > 20


def test_faults_get_a_label_before_what_is_borderline_or_good() -> None:
    assessment = assessed(
        {"trunk_upright": 0.0, "front_knee": 105.0, "flat_back": 0.1, "rear_knee_down": 0.0}
    )
    grades = [verdict.grade for verdict in chosen(assessment.verdicts)]
    assert grades == [Grade.FIX, Grade.BORDERLINE, Grade.GOOD]
    assert chosen(assessed({"front_knee": None}).verdicts) == []
