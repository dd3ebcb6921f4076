"""The pose model is found, and nothing that is not a pose model gets past."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from mediapipe.tasks.metadata import schema_py_generated as tflite
from places import ROOT

from models.build import aligned, packed
from posecheck.errors import ModelError
from posecheck.pose import model as model_room
from posecheck.pose.model import (
    DETECTOR,
    LANDMARKS,
    LITE_CAUTION,
    SHIPPED_SHA256,
    find_model,
)

BUNDLE = ROOT / "models" / "pose_landmarker_full.task"
WHEEL = os.environ.get("POSECHECK_MEDIAPIPE_WHEEL")


@pytest.fixture(scope="module")
def networks() -> dict[str, bytes]:
    with zipfile.ZipFile(BUNDLE) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def bundle(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return path


def refusal(path: Path | None) -> str:
    with pytest.raises(ModelError) as caught:
        find_model(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_shipped_model_is_found_with_its_hash():
    model = find_model()
    assert model.shipped
    assert model.file == "pose_landmarker_full.task"
    assert model.sha256 == SHIPPED_SHA256 == hashlib.sha256(model.path.read_bytes()).hexdigest()


def test_the_readme_states_the_hash_of_the_model():
    assert SHIPPED_SHA256 in (ROOT / "models" / "README.md").read_text()


def test_a_single_changed_bit_in_the_shipped_model_is_noticed(tmp_path, monkeypatch):
    content = bytearray(BUNDLE.read_bytes())
    content[5_000_000] ^= 1
    damaged = tmp_path / "pose_landmarker_full.task"
    damaged.write_bytes(content)
    monkeypatch.setattr(model_room, "resource", lambda _: damaged)
    message = refusal(None)
    assert "damaged" in message
    assert "reinstall posecheck" in message


def test_a_missing_shipped_model_says_to_reinstall(tmp_path, monkeypatch):
    monkeypatch.setattr(model_room, "resource", lambda relative: tmp_path / relative)
    message = refusal(None)
    assert "missing" in message
    assert "reinstall posecheck" in message


def without_weights(network: bytes) -> bytes:
    """The same network, described as before, with nothing in its large buffers."""
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(network, 0))
    model.buffers = [
        aligned(None if buffer.data is None or len(buffer.data) > 1000 else buffer.data)
        for buffer in model.buffers
    ]
    return packed(model, b"TFL3")


def test_a_landmark_network_as_small_as_lite_comes_with_a_caution(tmp_path, networks):
    small = {**networks, LANDMARKS: without_weights(networks[LANDMARKS])}
    assert find_model(bundle(tmp_path / "lite.task", small)).caution == LITE_CAUTION
    assert find_model(bundle(tmp_path / "full.task", networks)).caution is None
    assert find_model().caution is None


def test_a_bundle_of_your_own_is_taken_and_hashed(tmp_path, networks):
    own = bundle(tmp_path / "own.task", {**networks, "more.txt": b"hello"})
    model = find_model(own)
    assert not model.shipped
    assert model.path == own
    assert model.sha256 == hashlib.sha256(own.read_bytes()).hexdigest()


def test_a_path_that_leads_nowhere_is_refused(tmp_path):
    assert "no pose model at" in refusal(tmp_path / "nowhere.task")


def test_a_folder_is_refused(tmp_path):
    assert "folder" in refusal(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_a_file_that_cannot_be_read_is_refused():
    assert "cannot be read" in refusal(Path("/proc/self/mem"))


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04"])
def test_a_file_that_is_no_zip_is_refused(tmp_path, content):
    path = tmp_path / "text.task"
    path.write_bytes(content)
    assert "not a whole .task bundle" in refusal(path)


def test_a_truncated_bundle_is_refused(tmp_path):
    path = tmp_path / "cut.task"
    path.write_bytes(BUNDLE.read_bytes()[:4_000_000])
    assert "not a whole .task bundle" in refusal(path)


def test_a_bundle_with_changed_weights_is_refused(tmp_path):
    path = tmp_path / "changed.task"
    content = bytearray(BUNDLE.read_bytes())
    content[5_000_000] ^= 1
    path.write_bytes(content)
    assert "not a whole .task bundle" in refusal(path)


@pytest.mark.parametrize("name", [DETECTOR, LANDMARKS])
def test_a_bundle_that_lacks_a_network_is_refused_by_its_name(tmp_path, networks, name):
    rest = {member: content for member, content in networks.items() if member != name}
    assert f"it has no {name}" in refusal(bundle(tmp_path / "half.task", rest))


def test_a_compressed_bundle_is_refused(tmp_path, networks):
    path = bundle(tmp_path / "small.task", networks, zipfile.ZIP_DEFLATED)
    assert "compressed" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"hello", b"\0" * 100, b"\x1c\0\0\0TFL3"])
@pytest.mark.parametrize("name", [DETECTOR, LANDMARKS])
def test_a_member_that_is_no_network_is_refused_by_its_name(tmp_path, networks, name, content):
    message = refusal(bundle(tmp_path / "empty.task", {**networks, name: content}))
    assert name in message
    assert "no TFLite network" in message


def test_a_network_cut_short_within_a_whole_zip_is_refused(tmp_path, networks):
    cut = {**networks, LANDMARKS: networks[LANDMARKS][:3_000_000]}
    assert LANDMARKS in refusal(bundle(tmp_path / "cut.task", cut))


def test_networks_with_each_others_names_are_refused(tmp_path, networks):
    swapped = {DETECTOR: networks[LANDMARKS], LANDMARKS: networks[DETECTOR]}
    message = refusal(bundle(tmp_path / "swapped.task", swapped))
    assert "not the network of a pose landmarker" in message
    assert "(1, 256, 256, 3)" in message


def test_checking_a_model_does_not_load_mediapipe():
    code = (
        "import sys, pathlib; from posecheck.pose.model import find_model;"
        f"find_model(pathlib.Path({str(BUNDLE)!r})); sys.exit('mediapipe' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_members_lie_where_they_can_be_mapped():
    content = BUNDLE.read_bytes()
    with zipfile.ZipFile(BUNDLE) as shipped:
        for member in shipped.infolist():
            start = content.index(shipped.read(member), member.header_offset)
            assert start % 16 == 0, member.filename


@pytest.mark.skipif(WHEEL is None, reason="POSECHECK_MEDIAPIPE_WHEEL names no wheel")
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bundle_is_rebuilt_byte_for_byte(tmp_path, seed):
    assert WHEEL is not None
    wheel = shutil.copy(WHEEL, tmp_path / "copy.whl")
    rebuilt = tmp_path / "rebuilt.task"
    subprocess.run(
        [sys.executable, str(ROOT / "models" / "build.py"), str(wheel), "--out", str(rebuilt)],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"},
        check=True,
    )
    assert rebuilt.read_bytes() == BUNDLE.read_bytes()
