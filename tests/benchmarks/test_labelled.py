"""Labels of real people, here of rendered clips whose labels are the truth."""

import numpy as np
import pytest
from places import CLIPS

from benchmarks.accuracy.labelled import judged
from benchmarks.accuracy.labels import NONE, Label, read_labels
from benchmarks.accuracy.poses import poses_of
from posecheck.assess.classifier import NONE as NOTHING
from posecheck.assess.classifier import Classifier
from posecheck.pose.features import features_of
from posecheck.pose.model import find_model
from posecheck.pose.network import Networks

LUNGE = "lunge_left_good_oblique_woman"
HEAD = "file,want,view,side,form\n"


def label(want):
    return Label("one.mp4", want, "oblique", "", "")


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


def test_another_classifier_can_judge(poses):
    nobody_sees = features_of(np.zeros((1, 33, 2), np.float32), np.zeros((1, 33, 3), np.float32))
    size = nobody_sees.shape[1]
    layer = np.zeros((1, size, 2), np.float32), np.array([[[9.0, 0.0]]], np.float32)
    blind = Classifier((NOTHING, "butterfly"), Networks(np.zeros(size), np.ones(size), (layer,)))
    assert judged(label("half_kneeling_lunge"), poses).right
    assert not judged(label("butterfly"), poses, blind).right
