"""Pose models that are missing, damaged or something else."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from clip_maker import make_clip
from fault import Fault

from posecheck.pose.model import DETECTOR, LANDMARKS, find_model

NAME = "own.task"


def _model(what: str, make: Callable[[Path], object], says: str) -> Fault:
    def make_both(folder: Path) -> None:
        make_clip(folder / "clip.mp4", 1)
        make(folder / NAME)

    return Fault(what, ("analyze", "clip.mp4", "--model", NAME), make_both, says=says)


def _shipped() -> bytes:
    return find_model().path.read_bytes()


def _cut_short(path: Path) -> None:
    path.write_bytes(_shipped()[:4_000_000])


def _one_bit_changed(path: Path) -> None:
    content = bytearray(_shipped())
    content[5_000_000] ^= 1
    path.write_bytes(content)


def _bundle(members: Callable[[dict[str, bytes]], dict[str, bytes]], **how: int):
    def make(path: Path) -> None:
        with zipfile.ZipFile(find_model().path) as shipped:
            networks = {name: shipped.read(name) for name in (DETECTOR, LANDMARKS)}
        with zipfile.ZipFile(path, "w", **how) as target:
            for name, content in members(networks).items():
                target.writestr(name, content)

    return make


MODELS = (
    _model(
        "no such file", lambda path: None, "There is no pose model at own.task: check the path."
    ),
    _model("a folder", Path.mkdir, "own.task is a folder: name the .task file itself."),
    _model("a named pipe", os.mkfifo, "own.task is not a file: name a .task file."),
    _model(
        "a device that never ends",
        lambda path: path.symlink_to("/dev/zero"),
        "own.task is not a file: name a .task file.",
    ),
    _model(
        "zero bytes",
        Path.touch,
        (
            "own.task is not a whole .task bundle (File is not a zip file): copy or"
            " download it again."
        ),
    ),
    _model(
        "text",
        lambda path: path.write_text("a pose model"),
        (
            "own.task is not a whole .task bundle (File is not a zip file): copy or"
            " download it again."
        ),
    ),
    _model(
        "a copy that stopped in the middle",
        _cut_short,
        (
            "own.task is not a whole .task bundle (File is not a zip file): copy or"
            " download it again."
        ),
    ),
    _model(
        "one bit changed",
        _one_bit_changed,
        (
            "own.task is not a whole .task bundle (Bad CRC-32 for file "
            "'pose_landmarks_detector.tflite'): copy or download it again."
        ),
    ),
    _model(
        "a zip of something else",
        _bundle(lambda networks: {"readme.txt": b"hello"}),
        (
            "own.task is not a pose landmarker bundle (it has no "
            "pose_detector.tflite and no pose_landmarks_detector.tflite): use a "
            "MediaPipe pose_landmarker .task file."
        ),
    ),
    _model(
        "a bundle without its second network",
        _bundle(lambda networks: {DETECTOR: networks[DETECTOR]}),
        (
            "own.task is not a pose landmarker bundle (it has no "
            "pose_landmarks_detector.tflite): use a MediaPipe pose_landmarker .task"
            " file."
        ),
    ),
    _model(
        "a bundle whose networks have each other's names",
        _bundle(lambda networks: {DETECTOR: networks[LANDMARKS], LANDMARKS: networks[DETECTOR]}),
        (
            "pose_detector.tflite in own.task is not the network of a pose "
            "landmarker (it takes … and gives …): use a MediaPipe pose_landmarker .task file."
        ),
    ),
    _model(
        "a network cut short in a whole bundle",
        _bundle(lambda networks: {**networks, LANDMARKS: networks[LANDMARKS][:3_000_000]}),
        (
            "pose_landmarks_detector.tflite in own.task is empty, damaged or no "
            "TFLite network: use a MediaPipe pose_landmarker .task file."
        ),
    ),
    _model(
        "a compressed bundle",
        _bundle(lambda networks: networks, compression=zipfile.ZIP_DEFLATED),
        (
            "The members of own.task are compressed, and MediaPipe cannot load "
            "that: pack the bundle again uncompressed (zip -0)."
        ),
    ),
)
