"""The landmarker finds people where they are, and says so when it is used wrongly."""

import json
import os
import subprocess
import sys
import textwrap
import threading
import zipfile
from pathlib import Path

import av
import numpy as np
import pytest
from places import CLIPS, QUICK, ROOT

from posecheck.errors import LandmarkerError, ModelError
from posecheck.pose.landmarker import Landmarker, PeopleCounter
from posecheck.pose.model import DETECTOR, LANDMARKS, find_model
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.video import open_clip
from posecheck.video.area import Area
from posecheck.video.frame import LONGEST_SIDE, Frame

BLANK = np.zeros((48, 64, 3), np.uint8)
ALL = (Joint.SHOULDER, Joint.HIP, Joint.KNEE, Joint.ANKLE)


def frames(clip: str, count: int) -> list[Frame]:
    with av.open(str(QUICK / f"{clip}.mp4")) as container:
        pictures = (picture for picture, _ in zip(container.decode(video=0), range(count)))  # noqa: B905
        return [
            Frame(index, float(picture.time or 0), picture.to_ndarray(format="rgb24"))
            for index, picture in enumerate(pictures)
        ]


@pytest.fixture(scope="module")
def lunge() -> list[Frame]:
    return frames("lunge_side", 20)


@pytest.fixture(scope="module")
def landmarker():
    with Landmarker(find_model()) as opened:
        yield opened


def poses(clip):
    with Landmarker(find_model()) as fresh:
        return [fresh.detect(frame) for frame in clip]


def true_joint(truth: dict, joint: Joint, side: Side) -> np.ndarray:
    return np.array(truth[side.name[0] + joint.value.lower()])


def true_middle(truth: dict, joint: Joint) -> np.ndarray:
    return sum(true_joint(truth, joint, side) for side in Side) / 2


@pytest.mark.parametrize(
    ("clip", "joints"),
    [
        ("butterfly_front", ALL),
        ("lunge_side", (Joint.KNEE, Joint.ANKLE)),
        ("bridge_side", (Joint.SHOULDER, Joint.KNEE, Joint.ANKLE)),
    ],
)
def test_joints_are_found_within_a_few_percent_of_the_trunk(clip, joints):
    seen = frames(clip, 20)
    truths = [row["joints2d"] for row in json.loads((QUICK / f"{clip}.json").read_text())["frames"]]
    found = poses(seen)
    for joint in joints:
        for side in Side:
            misses = [
                np.linalg.norm(pose[joint.of(side)] - true_joint(truth, joint, side))
                / np.linalg.norm(true_middle(truth, Joint.SHOULDER) - true_middle(truth, Joint.HIP))
                for pose, truth in zip(found, truths, strict=False)
            ]
            assert np.median(misses) < 0.085, f"{side.value} {joint.value}"


def test_a_pose_has_the_shapes_units_and_time_that_it_promises(lunge):
    frame = lunge[3]
    pose = poses(lunge[:4])[3]
    assert pose.time_s == frame.time_s
    assert pose.size == (640, 480)
    assert pose.points.shape == (33, 2)
    assert pose.world.shape == (33, 3)
    assert pose.visibility.shape == (33,)
    assert pose.points.dtype == pose.world.dtype == pose.visibility.dtype == np.float64
    assert 0 <= pose.visibility.min() <= pose.visibility.max() <= 1
    assert pose.presence.shape == (33,)
    assert 0 <= pose.presence.min() <= pose.presence.max() <= 1
    assert not np.array_equal(pose.presence, pose.visibility)
    thigh_m = np.linalg.norm(pose.world[Landmark.LEFT_HIP] - pose.world[Landmark.LEFT_KNEE])
    assert 0.25 < thigh_m < 0.6


def test_the_mask_covers_the_body_and_not_the_room(lunge):
    pose = poses(lunge[:4])[3]
    assert pose.mask.dtype == np.bool_
    assert pose.mask.shape == (480, 640)
    x, y = ((pose.middle(Joint.SHOULDER) + pose.middle(Joint.HIP)) / 2).astype(int)
    assert pose.mask[y - 20 : y + 20, x - 5 : x + 5].all()
    assert not pose.mask[:20, :20].any()


def test_a_pose_outlives_its_landmarker_unchanged(lunge):
    with Landmarker(find_model()) as fresh:
        pose = fresh.detect(lunge[0])
        before = pose.mask.copy()
        for frame in lunge[1:8]:
            fresh.detect(frame)
    assert np.array_equal(pose.mask, before)


def test_two_runs_of_a_clip_are_identical_to_the_bit(lunge):
    for one, other in zip(poses(lunge), poses(lunge), strict=True):
        for part in ("points", "world", "visibility", "presence", "mask"):
            assert np.array_equal(getattr(one, part), getattr(other, part)), part


def test_landmarkers_in_several_threads_do_not_disturb_each_other(lunge):
    alone = poses(lunge)
    together: dict[int, list] = {}
    threads = [
        threading.Thread(target=lambda key=key: together.update({key: poses(lunge)}))
        for key in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(together) == 3
    for run in together.values():
        assert all(np.array_equal(a.points, b.points) for a, b in zip(alone, run, strict=True))


def test_nobody_in_the_picture_is_none(landmarker):
    assert landmarker.detect(Frame(0, 0.0, BLANK)) is None


@pytest.mark.parametrize(
    "times", [[5.0] * 6, [0.0, -3.0, 9.0, 1.0, float("nan"), float("inf")], [0.0001, 0.0002, 1e300]]
)
def test_times_that_stand_still_or_run_backwards_are_taken(lunge, times):
    with Landmarker(find_model()) as fresh:
        graph = fresh._graph
        for frame, time_s in zip(lunge, times, strict=False):
            pose = fresh.detect(Frame(frame.index, time_s, frame.image))
            assert pose is not None
            assert np.array_equal(pose.time_s, time_s, equal_nan=True)
        assert fresh._graph is graph  # no error was papered over by a new one


def test_detecting_before_the_with_block_is_an_error():
    with pytest.raises(LandmarkerError, match="with"):
        Landmarker(find_model()).detect(Frame(0, 0.0, BLANK))


def test_detecting_after_the_with_block_is_an_error():
    with Landmarker(find_model()) as closed:
        pass
    with pytest.raises(LandmarkerError, match="with"):
        closed.detect(Frame(0, 0.0, BLANK))


def test_opening_a_landmarker_twice_is_an_error(landmarker):
    with pytest.raises(LandmarkerError, match="open already"):
        landmarker.__enter__()
    assert landmarker.detect(Frame(0, 0.0, BLANK)) is None


@pytest.mark.parametrize(
    ("image", "complaint"),
    [
        (BLANK[:, :, ::-1], "C-contiguous"),
        (BLANK[:, 3:50], "C-contiguous"),
        (BLANK[::-1], "C-contiguous"),
        (np.zeros((LONGEST_SIDE + 1, 1, 3), np.uint8), "too large"),
        (BLANK.astype(np.uint16), "uint16"),
        (BLANK.astype(np.float32), "float32"),
        (BLANK[:, :, 0], r"\(48, 64\)"),
        (np.zeros((48, 64, 4), np.uint8), r"\(48, 64, 4\)"),
        (np.zeros((0, 64, 3), np.uint8), "empty"),
        (np.zeros((0, 0, 3), np.uint8), "empty"),
    ],
)
def test_a_picture_that_would_be_misread_is_refused(landmarker, image, complaint):
    with pytest.raises(LandmarkerError, match=complaint):
        landmarker.detect(Frame(0, 0.0, image))
    assert landmarker.detect(Frame(1, 1.0, BLANK)) is None


def test_after_a_graph_error_the_next_frame_is_judged_all_the_same(lunge, caplog):
    import mediapipe

    empty = mediapipe.Image(
        image_format=mediapipe.ImageFormat.SRGB, data=np.zeros((0, 5, 3), np.uint8)
    )
    with Landmarker(find_model()) as broken:
        broken.detect(lunge[0])
        with pytest.raises((RuntimeError, ValueError)):
            broken._graph.detect_for_video(empty, 5000)
        recovered = broken.detect(lunge[1])
    assert np.array_equal(recovered.points, poses([lunge[1]])[0].points)
    assert "the graph is opened again" in caplog.text


def with_constants(model: Path, size: int, value: float, target: Path) -> Path:
    """The bundle, with the landmark network's one float16 constant of `size` numbers replaced."""
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    with zipfile.ZipFile(model) as bundle:
        detector, landmarks = bundle.read(DETECTOR), bytearray(bundle.read(LANDMARKS))
    network = tflite.Model.GetRootAsModel(landmarks, 0)
    buffers = [network.Buffers(index) for index in range(network.BuffersLength())]
    (constants,) = (each.DataAsNumpy() for each in buffers if each.DataLength() == 2 * size)
    constants.view(np.float16)[:] = value
    with zipfile.ZipFile(target, "w") as bundle:
        bundle.writestr(DETECTOR, detector)
        bundle.writestr(LANDMARKS, bytes(landmarks))
    return target


def test_landmarks_that_are_not_numbers_stay_so_and_are_not_trusted(lunge, tmp_path):
    # Such landmarks also break the tracking: every frame after the first is a graph error.
    sick = with_constants(find_model().path, 195, np.nan, tmp_path / "sick.task")
    with Landmarker(find_model(sick)) as landmarker:
        for frame in lunge[:3]:
            pose = landmarker.detect(frame)
            assert np.isnan(pose.points).all()
            assert not any(pose.trusted(landmark) for landmark in Landmark)


def test_a_bundle_that_mediapipe_cannot_use_is_a_model_error(tmp_path):
    with zipfile.ZipFile(find_model().path) as shipped:
        detector = shipped.read(DETECTOR)
        landmarks = shipped.read(LANDMARKS).replace(b"TFLITE_METADATA", b"TFLITE_NETADATA")
    own = tmp_path / "bare.task"
    with zipfile.ZipFile(own, "w") as bundle:
        bundle.writestr(DETECTOR, detector)
        bundle.writestr(LANDMARKS, landmarks)
    opening = Landmarker(find_model(own))
    with pytest.raises(ModelError, match=r"bare\.task.*NormalizationOptions"):
        opening.__enter__()


def run(code: str) -> subprocess.CompletedProcess[str]:
    head = """
    import sys
    import numpy as np
    from posecheck.pose.landmarker import Landmarker, PeopleCounter
    from posecheck.pose.model import find_model
    from posecheck.video.frame import Area, Frame
    frame = Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8))
    """
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(head) + textwrap.dedent(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_importing_the_landmarker_does_not_import_mediapipe():
    done = run("print('mediapipe' in sys.modules)")
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_a_landmarker_that_is_never_closed_neither_hangs_nor_complains_at_exit():
    done = run(
        """
        landmarker = Landmarker(find_model()).__enter__()
        print(landmarker.detect(frame))
        """
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "None\n", "")


def test_a_landmarker_that_is_dropped_unclosed_neither_hangs_nor_complains():
    done = run(
        """
        import gc
        for _ in range(2):
            Landmarker(find_model()).__enter__().detect(frame)
            gc.collect()
        print('done')
        """
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_a_run_with_a_person_in_it_writes_nothing_to_stderr():
    done = run(
        f"""
        import av
        pictures = list(av.open({str(QUICK / "lunge_side.mp4")!r}).decode(video=0))[:3]
        for _ in range(2):
            with Landmarker(find_model()) as landmarker:
                for index, picture in enumerate(pictures):
                    image = picture.to_ndarray(format='rgb24')
                    assert landmarker.detect(Frame(index, index / 15, image))
        """
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_person_who_comes_into_the_picture_later_makes_no_noise_either():
    done = run(
        f"""
        import av
        import numpy as np
        pictures = list(av.open({str(QUICK / "lunge_side.mp4")!r}).decode(video=0))[:3]
        images = [picture.to_ndarray(format='rgb24') for picture in pictures]
        with Landmarker(find_model()) as landmarker:
            for index, image in enumerate([np.zeros_like(images[0])] * 3 + images):
                print(landmarker.detect(Frame(index, index / 15, image)) is not None)
        """
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["False"] * 3 + ["True"] * 3


def test_a_process_without_stderr_works_too():
    done = run(
        """
        import os
        os.close(2)
        with Landmarker(find_model()) as landmarker:
            print(landmarker.detect(frame))
        """
    )
    assert done.stdout == "None\n"


def test_the_users_environment_is_not_touched(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    before = dict(os.environ)
    with Landmarker(find_model()):
        assert dict(os.environ) == before


def test_people_are_counted_up_to_two():
    first, second = (frames(clip, 1)[0].image for clip in ("bridge_side", "butterfly_front"))
    pictures = [np.full_like(first, 128), first, np.hstack([first, second])]
    with PeopleCounter(find_model()) as counter:
        assert [counter.count(Frame(0, 0.0, picture)) for picture in pictures] == [0, 1, 2]


def test_a_second_person_behind_the_first_is_counted():
    with open_clip(CLIPS / "bridge_second_person_crosses_side_man_heavy.mp4") as clip:
        both = next(frame for frame in clip if frame.index == 8)
    with PeopleCounter(find_model()) as counter:
        assert counter.count(both) == 2


def test_matplotlib_is_loaded_only_if_somebody_plots():
    code = """
import sys
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
with Landmarker(find_model()):
    pass
print("matplotlib" in sys.modules)
from mediapipe.tasks.python.vision import drawing_utils
print(drawing_utils.plt.figure.__module__)
import matplotlib.pyplot
print(matplotlib.pyplot.figure is drawing_utils.plt.figure)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "matplotlib.pyplot", "True"]


def test_within_bars_a_person_is_found_as_in_the_picture_alone(lunge):
    shown = [np.ascontiguousarray(frame.image[:, 100:]) for frame in lunge[:4]]
    alone = poses([Frame(n, n / 15, image) for n, image in enumerate(shown)])
    area = Area(300, 40, 300 + shown[0].shape[1], 40 + shown[0].shape[0])
    framed = []
    for number, image in enumerate(shown):
        wide = np.zeros((area.bottom + 20, area.right + 300, 3), np.uint8)
        wide[area.rows_and_columns] = image
        framed.append(Frame(number, number / 15, wide, area))
    for one, other in zip(alone, poses(framed), strict=True):
        assert other.points - (area.left, area.top) == pytest.approx(one.points)
        assert np.array_equal(other.mask[area.rows_and_columns], one.mask)
        assert other.mask.sum() == one.mask.sum()
        assert [other.in_frame(joint) for joint in Landmark] == [
            one.in_frame(joint) for joint in Landmark
        ]


def test_who_comes_next_does_not_inherit_what_was_visible_of_who_left(lunge):
    picture = lunge[0].image
    covered = picture.copy()
    covered[picture.shape[0] * 6 // 10 :] = 0
    nobody = np.full_like(picture, 128)
    with Landmarker(find_model()) as landmarker:
        afresh = landmarker.detect(Frame(0, 0.0, covered))
    pictures = [picture] * 15 + [nobody] * 10 + [covered]
    with Landmarker(find_model()) as landmarker:
        *_, before, after = [
            landmarker.detect(Frame(i, i / 10, one)) for i, one in enumerate(pictures)
        ]
    assert before is None
    assert afresh is not None
    assert after is not None
    np.testing.assert_allclose(after.visibility, afresh.visibility, atol=1e-3)
