"""The command line as its users meet it: real processes, from another folder, on real clips."""

import os
import re
import signal
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from command_line import LUNGE, Run, environment, run, take_interrupts
from places import QUICK

from posecheck.outputs.terminal.text import limits_words
from posecheck.stretches.stretch import FOLDER, built_in
from posecheck.video import open_clip

CLIP_KEYS = {
    "path": str,
    "frames": int,
    "frames_analyzed": int,
    "duration_s": float,
    "fps": float,
    "size": list,
    "truncated": bool,
}
CHECK_KEYS = {
    "id": str,
    "verdict": str,
    "value": float,
    "unit": str,
    "good": list,
    "reason": str,
    "cue": str,
    "good_fraction": float,
    "frames_judged": int,
}
RESULT_KEYS = {
    "schema": int,
    "version": str,
    "clip": CLIP_KEYS,
    "model": {"file": str, "sha256": str},
    "stretch": {"id": str, "recognised": bool, "confidence": float},
    "side": str,
    "view": {"kind": str, "yaw_deg": float},
    "person": {"found_fraction": float},
    "in_position_s": float,
    "good_hold_s": float,
    "checks": [CHECK_KEYS],
    "information": [{"id": str, "value": float, "unit": str}],
    "holds": [
        {
            "side": str,
            "start_s": float,
            "end_s": float,
            "good_s": float,
            "pauses": [{"at_s": float, "reason": str}],
        }
    ],
    "score": float,
}
NULLABLE = {
    *("stretch.id", "side", "view.kind", "view.yaw_deg", "score"),
    *("checks.value", "checks.reason", "checks.cue", "checks.good_fraction"),
}


@pytest.fixture(scope="session")
def several(tmp_path_factory, garbage) -> Run:
    folder = tmp_path_factory.mktemp("several")
    clips = (LUNGE, garbage, "missing.mp4", QUICK / "bridge_side.mp4")
    return run(folder, "analyze", *clips, "--json", "-")


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> tuple[Run, Path]:
    folder = tmp_path_factory.mktemp("demo")
    return run(folder, "demo"), folder


# -------------------------------------------------------------------------------- start and usage


def test_version_and_bare_call_and_help(tmp_path):
    import posecheck

    assert run(tmp_path, "--version") == Run(0, f"posecheck {posecheck.__version__}\n", "")
    for arguments in ((), ("--help",)):
        shown = run(tmp_path, *arguments)
        assert shown.code == 0
        commands = ("live", "analyze", "score", "stretches", "history", "demo", "doctor")
        assert all(word in shown.out for word in commands)


def test_help_loads_nothing_heavy(tmp_path):
    code = """
import sys
sys.argv = ["posecheck", "--help"]
from posecheck.cli.main import main
try:
    main()
finally:
    heavy = {"mediapipe", "cv2", "av", "numpy", "pydantic"} & set(sys.modules)
    print("heavy:", sorted(heavy), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "heavy: []\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["analyze"], "VIDEO"),
        (["analyze", "clip.mp4", "--frobnicate"], "--frobnicate"),
        (["frobnicate"], "frobnicate"),
        (["analyze", "clip.mp4", "--side", "up"], "--side"),
        (["analyze", "clip.mp4"], "no such file"),
        (["analyze", LUNGE, "--stretch", "yoga"], "yoga"),
        (["analyze", LUNGE, "--stretch", "missing.toml"], "missing.toml"),
        (["analyze", LUNGE, "--model", "missing.task"], "missing.task"),
        (["analyze", LUNGE, "--limit", "front_knee"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "front_knee=:"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "front_knee=110:60"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "front_knee=a:b"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "front_knee=nan:90"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "elbow=60:110"], "elbow"),
        (["analyze", LUNGE, "--json", "missing/out.json"], "missing/out.json"),
        (["analyze", LUNGE, "--json", LUNGE], "clip to be read"),
        (["analyze", LUNGE, "--video", "--out", f"{LUNGE}/films"], "films"),
        (["stretches", "yoga"], "yoga"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, arguments, words):
    ended = run(tmp_path, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.error


def test_an_own_stretch_with_errors_is_told_every_problem(tmp_path):
    own = (FOLDER / "bridge.toml").read_text(encoding="utf-8")
    own = own.replace('measure = "pelvis_tilt"', 'measure = "pelvis_tilting"')
    own = own.replace("good = [0.87, 1.24]", "good = [0.5, 1.24]").replace("hold_s", "hold_seconds")
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    ended = run(tmp_path, "analyze", LUNGE, "--stretch", "own.toml")
    assert ended.code == 2
    for words in ("own.toml", "pelvis_tilting", "must enclose", "hold_seconds"):
        assert words in ended.error


def test_debug_adds_the_traceback(tmp_path):
    ended = run(tmp_path, "analyze", "missing.mp4", "--debug")
    assert ended.code == 2
    assert "\nposecheck: missing.mp4: there is no such file" in ended.err
    assert "Traceback (most recent call last):" in ended.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_behind_stdout_is_told(tmp_path):
    with Path("/dev/full").open("w") as full:
        ended = run(tmp_path, "stretches", stdout=full)
    assert ended.code == 2
    assert "No space left" in ended.error


def test_a_picture_that_claims_gigabytes_is_refused(tmp_path):
    sizes = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", sizes), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    ended = run(tmp_path, "analyze", "photo.png")
    assert ended.code == 2
    assert "is it too large?" in ended.error


def test_a_broken_pipe_is_quiet(tmp_path):
    for arguments in (["--version"], ["stretches"], ["stretches", "bridge"]):
        with subprocess.Popen(
            [sys.executable, "-m", "posecheck", *arguments],
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_stops_with_one_line(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-m", "posecheck", "analyze", "--json", "-", LUNGE, *QUICK.glob("*.mp4")],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=take_interrupts,
    ) as process:
        process.stdout.readline()  # the first clip is done, the second one under way
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "posecheck: stopped\n"


# ------------------------------------------------------------------------------------------- JSON


def test_several_clips_give_a_json_line_each_and_a_line_for_each_bad_one(several, garbage):
    assert several.code == 2
    paths = [result["clip"]["path"] for result in several.results]
    assert paths == [str(LUNGE), str(QUICK / "bridge_side.mp4")]
    missing, unreadable = several.err.splitlines()
    assert missing.startswith("posecheck: missing.mp4: there is no such file")
    assert unreadable.startswith(f"posecheck: {garbage}: not a video")


def test_the_json_is_exactly_schema_1(several):
    for result in several.results:
        assert_schema(result, RESULT_KEYS)
        assert result["schema"] == 1
        assert {check["verdict"] for check in result["checks"]} <= {
            *("good", "borderline", "fix", "cannot_judge")
        }


def assert_schema(value: object, wanted: object, path: str = "") -> None:
    if isinstance(wanted, dict):
        assert isinstance(value, dict), path
        assert list(value) == list(wanted), path
        for key, part in wanted.items():
            assert_schema(value[key], part, f"{path}.{key}".strip("."))
    elif isinstance(wanted, list):
        assert isinstance(value, list), path
        for part in value:
            assert_schema(part, wanted[0], path)
    else:
        assert (value is None and path in NULLABLE) or type(value) is wanted, path


def test_the_known_clips_are_recognised_and_judged(several):
    lunge, bridge = several.results
    assert lunge["stretch"] == {"id": "half_kneeling_lunge", "recognised": True, "confidence": 1.0}
    assert (lunge["side"], lunge["view"]["kind"]) == ("left", "side")
    good = {check["id"] for check in lunge["checks"] if check["verdict"] == "good"}
    assert good >= {"trunk_upright", "flat_back", "rear_knee_down", "steady"}
    verdicts = {check["id"]: check["verdict"] for check in bridge["checks"]}
    assert (verdicts["hip_height"], verdicts["knee_tracking"]) == ("good", "cannot_judge")
    (reason,) = [c["reason"] for c in bridge["checks"] if c["id"] == "knee_tracking"]
    assert "seen from the side" in reason


def test_a_limit_of_ones_own_changes_the_verdict(tmp_path, picture):
    given = ["--limit", "front_knee=95:120", "--limit", "trunk_upright=:30"]
    judged = run(picture.parent, "analyze", "--json", "-", *given, "--", picture.name)
    assert (judged.code, judged.err) == (0, "")
    assert judged.result["clip"]["path"] == picture.name
    assert judged.check("front_knee")["verdict"] == "fix"
    assert judged.check("front_knee")["good"] == [95, 120]
    assert judged.check("trunk_upright")["good"] == [None, 30]
    assert judged.result["holds"] == []


def test_a_stretch_of_ones_own_is_taken_as_named(tmp_path, picture):
    own = (FOLDER / "half_kneeling_lunge.toml").read_text(encoding="utf-8")
    (check,) = re.findall(r'id = "front_knee"\n(?:.+\n)+', own)
    bent = re.sub(r"good = .*\nfix = .*", "good = [20, 40]\nfix = [10, 50]", check)
    assert bent != check
    own = own.replace(check, bent)
    own = own.replace('id = "half_kneeling_lunge"', 'id = "deep_lunge"')
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    results = tmp_path / "results.jsonl"
    judged = run(tmp_path, "analyze", picture, "--stretch", "own.toml", "--json", results)
    assert judged.code == 0
    written = Run(0, results.read_text(encoding="utf-8"), "")
    assert written.result["stretch"]["id"] == "deep_lunge"
    assert not written.result["stretch"]["recognised"]
    assert written.check("front_knee")["verdict"] == "fix"
    assert "as named" in judged.out


def test_nothing_to_judge_ends_with_3(tmp_path, nobody):
    judged = run(tmp_path, "analyze", nobody, "--json", "-")
    assert (judged.code, judged.err) == (3, "")
    assert_schema(judged.result, RESULT_KEYS)
    assert judged.result["stretch"]["id"] is None
    assert judged.result["checks"] == []


# -------------------------------------------------------------------------------------- for people


def test_the_demo_judges_annotates_and_says_how_to_go_on(demo):
    shown, folder = demo
    assert (shown.code, shown.err) == (0, "")
    for words in ("Half-kneeling lunge", "flat_back", "✗ fix", "Work on first:", "analyze"):
        assert words in shown.out
    assert [path.name for path in folder.iterdir()] == ["posecheck_demo.mp4"]
    with open_clip(folder / "posecheck_demo.mp4") as film:
        assert sum(1 for _ in film) > 0
        assert not film.truncated


def test_text_in_a_pipe_is_plain_and_80_wide(demo):
    words = demo[0].out
    assert "\x1b" not in words
    without_paths = [line for line in words.splitlines() if not re.search(r"\.mp4$", line)]
    assert max(map(len, without_paths)) <= 80
    assert not any(line.endswith(" ") for line in without_paths)


def test_annotated_pictures_go_beside_and_never_onto_a_clip(tmp_path, picture):
    names = ("one.png", "one_annotated.jpg")
    for name in names:
        (tmp_path / name).write_bytes(picture.read_bytes())
    judged = run(tmp_path, "analyze", *names, "--video", "--json", "-")
    assert judged.code == 0
    assert len(judged.results) == 2
    made = {path.name for path in tmp_path.iterdir()} - set(names)
    assert made == {"one_annotated_2.jpg", "one_annotated_annotated.jpg"}
    assert all((tmp_path / name).read_bytes() == picture.read_bytes() for name in names)


def test_a_truncated_clip_is_judged_with_a_warning(tmp_path):
    whole = (QUICK / "lunge_side.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole)
    cut_off(tmp_path / "cut.mp4", tmp_path / "cut.mkv")
    judged = run(tmp_path, "analyze", "cut.mkv", "--json", "-")
    assert judged.code == 0
    assert judged.result["clip"]["truncated"]
    assert "missing or unreadable" in judged.error


def cut_off(whole: Path, cut: Path) -> None:
    """Write a clip as Matroska and cut the file off in the middle."""
    import av

    with av.open(str(whole)) as source, av.open(str(cut), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    data = cut.read_bytes()
    cut.write_bytes(data[: len(data) // 2])


def test_the_stretches_are_listed_and_described(tmp_path):
    listed = run(tmp_path, "stretches")
    assert (listed.code, listed.err) == (0, "")
    described = run(tmp_path, "stretches", "half_kneeling_lunge")
    assert (described.code, described.err) == (0, "")
    spec = built_in("half_kneeling_lunge").variants("front_knee")[0]
    limits = limits_words(*spec.good, "deg")
    for words in ("front_knee", f"good {limits}; fix", spec.cue_low, "from the side"):
        assert words in described.out
