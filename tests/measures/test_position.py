"""Where the body is, from any view."""

from measure_cases import POSITION_CASES, every_picture, measures_in, reads_the_truth

from posecheck.measures import position


def test_every_measure_of_the_module_is_held_against_the_truth():
    assert measures_in(position) == {case.measure for case in POSITION_CASES}


@every_picture(POSITION_CASES)
def test_the_truth_is_read_in_every_picture(case, yaw, mirrored):
    reads_the_truth(case, yaw, mirrored)
