from places import PACKAGE, ROOT

from posecheck.support.resources import resource


def test_a_file_of_a_checkout_is_found_beside_the_package():
    assert resource("models/pose_landmarker_full.task").is_file()


def test_a_file_within_the_package_comes_first():
    assert resource("stretches/bridge.toml") == PACKAGE / "stretches" / "bridge.toml"


def test_a_file_that_is_not_there_has_a_path_all_the_same():
    assert resource("models/none.task") == ROOT / "models" / "none.task"
