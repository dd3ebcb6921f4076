"""Labels of real people, here of rendered clips whose labels are the truth."""

import numpy as np
import pytest
from places import CLIPS

from benchmarks.accuracy.labelled import judged
from benchmarks.accuracy.labelled_frames import FRAMES_OF_A_CLIP, frames_of, labelled_frames, save
from benchmarks.accuracy.labels import NONE, Label, read_labels
from benchmarks.accuracy.poses import poses_of
from models.frames import load_real
from posecheck.assess.classifier import NONE as NOTHING
from posecheck.assess.classifier import Classifier
from posecheck.pose.features import features_of
from posecheck.pose.model import find_model
from posecheck.pose.network import Networks

LUNGE = "lunge_left_good_oblique_woman"
HEAD = "file,want,view,side,form\n"


def label(want, side="", file="one.mp4"):
    return Label(file, want, "oblique", side, "")


@pytest.fixture(scope="module")
def poses():
    return poses_of(CLIPS / f"{LUNGE}.mp4", find_model())


def test_labels_say_what_should_be_found(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text(
        HEAD + "a.jpg,lunge,side,left,\nb.mp4,none,front,,\nc.jpg,skip,side,,\nd.jpg,wheel,side,,\n"
    )
    lunge, nothing, wheel = read_labels(path)
    assert (lunge.want, lunge.has_front_leg, lunge.is_still) == ("half_kneeling_lunge", True, True)
    assert (nothing.want, nothing.stretch, nothing.is_still) == (NONE, None, False)
    assert wheel.want == NONE


def test_frames_of_a_stretch_are_those_in_its_position(poses):
    rows = frames_of(label("half_kneeling_lunge"), poses)
    assert len(rows) == FRAMES_OF_A_CLIP
    assert {(row["label"], row["side"]) for row in rows} == {("half_kneeling_lunge", "left")}
    assert not frames_of(label("bridge"), poses)


def test_a_picture_shows_what_its_label_says(poses):
    (row,) = frames_of(label("half_kneeling_lunge", "right", "one.jpg"), poses)
    assert (row["label"], row["side"]) == ("half_kneeling_lunge", "right")
    np.testing.assert_array_equal(row["points"], poses[-1][1].points)
    assert not frames_of(label("pigeon", "?", "one.jpg"), poses), "no leg is known to be in front"


def test_frames_come_back_as_they_were_written(tmp_path):
    (tmp_path / "labels.csv").write_text(f"{HEAD}{CLIPS / LUNGE}.mp4,none,oblique,,\n")
    rows = labelled_frames(tmp_path / "labels.csv", find_model(), None)
    save(tmp_path / "real.npz", rows)
    read = load_real(tmp_path / "real.npz")
    np.testing.assert_array_equal(read["world"], [row["world"] for row in rows])
    assert set(read["label"]) == {NONE}


def test_another_classifier_can_judge(poses):
    nobody_sees = features_of(np.zeros((1, 33, 2), np.float32), np.zeros((1, 33, 3), np.float32))
    size = nobody_sees.shape[1]
    layer = np.zeros((1, size, 2), np.float32), np.array([[[9.0, 0.0]]], np.float32)
    blind = Classifier((NOTHING, "butterfly"), Networks(np.zeros(size), np.ones(size), (layer,)))
    assert judged(label("half_kneeling_lunge"), poses).right
    assert not judged(label("butterfly"), poses, blind).right
