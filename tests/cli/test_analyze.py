"""`posecheck analyze` in real processes, on real clips: JSON, limits, own stretches, files."""

import json
import re
import struct
import zlib
from pathlib import Path

import pytest
from command_line import LUNGE, Run, run
from places import QUICK

from posecheck.cli.analyze import analyze
from posecheck.cli.score import score
from posecheck.errors import InputError
from posecheck.exit_code import ExitCode
from posecheck.history import History
from posecheck.stretches.own import own_file, own_folder
from posecheck.stretches.stretch import FOLDER
from posecheck.video import open_clip

CLIP_KEYS = {
    "path": str,
    "frames": int,
    "frames_analyzed": int,
    "duration_s": float,
    "fps": float,
    "size": list,
    "truncated": bool,
    "from_s": float,
    "to_s": float,
}
INFORMATION_KEYS = {"id": str, "value": float, "unit": str, "uncertainty": float}
CHECK_KEYS = {
    "id": str,
    "measure": str,
    "verdict": str,
    "value": float,
    "unit": str,
    "uncertainty": float,
    "good": list,
    "reason": str,
    "cue": str,
    "good_fraction": float,
    "frames_judged": int,
    "side": str,
    "unscored_fault": bool,
}
RESULT_KEYS = {
    "schema": int,
    "version": str,
    "clip": CLIP_KEYS,
    "model": {"file": str, "sha256": str},
    "name": str,
    "note": str,
    "stretch": {"id": str, "recognised": bool, "confidence": float},
    "side": str,
    "view": {"kind": str, "yaw_deg": float},
    "views": [{"kind": str, "seconds": float}],
    "person": {"found_fraction": float},
    "in_position_s": float,
    "judged_fraction": float,
    "good_hold_s": float,
    "checks": [CHECK_KEYS],
    "variants": [CHECK_KEYS],
    "information": [INFORMATION_KEYS],
    "rules": [
        {
            **{"stretch": str, "measure": str, "side": str, "unit": str},
            **{"min": float, "max": float, "value": float},
            **{"held_fraction": float, "reason": str},
        }
    ],
    "obstacle": str,
    "repetitions": int,
    "turning_points": [{"at_s": float, "value": float, "unit": str}],
    "holds": [
        {
            "side": str,
            "start_s": float,
            "end_s": float,
            "clock_s": float,
            "good_s": float,
            "pauses": [{"at_s": float, "reason": str}],
            "score": float,
            "information": [INFORMATION_KEYS],
            "unjudged": str,
        }
    ],
    "score": float,
    "parts": list,
}
NULLABLE = {
    *("stretch.id", "side", "view.kind", "view.yaw_deg", "score", "judged_fraction"),
    *("clip.to_s", "name", "note", "holds.score", "holds.unjudged", "obstacle"),
    *("checks.value", "checks.reason", "checks.cue", "checks.good_fraction", "checks.side"),
    *("rules.min", "rules.max", "rules.value", "rules.reason"),
    "turning_points.value",
}


@pytest.fixture(scope="session")
def several(tmp_path_factory, garbage) -> Run:
    folder = tmp_path_factory.mktemp("several")
    clips = (LUNGE, garbage, "missing.mp4", QUICK / "bridge_side.mp4")
    return run(folder, "analyze", *clips, "--json", "-")


def test_all_problems_of_an_own_stretch_are_said_at_once(tmp_path, monkeypatch):
    own = (FOLDER / "bridge.toml").read_text(encoding="utf-8")
    own = own.replace('measure = "pelvis_tilt"', 'measure = "pelvis_tilting"')
    own = own.replace("good = [0.93, 1.2]", "good = [0.5, 1.2]").replace("hold_s", "hold_seconds")
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"own\.toml") as error:
        analyze([LUNGE], stretch="own.toml")
    for words in ("pelvis_tilting", "must enclose", "hold_seconds"):
        assert words in str(error.value)


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
    assert "this picture is too large; scale it down" in ended.error


def test_several_clips_give_a_json_line_each_and_a_line_for_each_bad_one(several, garbage):
    assert several.code == 2
    paths = [result["clip"]["path"] for result in several.results]
    assert paths == [str(LUNGE), str(QUICK / "bridge_side.mp4")]
    missing, unreadable = several.err.splitlines()
    assert missing.startswith("posecheck: missing.mp4: there is no such file")
    assert unreadable.startswith(f"posecheck: {garbage}: neither a video")


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


def test_a_limit_of_your_own_changes_the_verdict(tmp_path, picture):
    given = ["--limit", "front_knee=95:120", "--limit", "trunk_upright=:30"]
    judged = run(picture.parent, "analyze", "--json", "-", *given, "--", picture.name)
    assert (judged.code, judged.err) == (0, "")
    assert judged.result["clip"]["path"] == picture.name
    assert judged.check("front_knee")["verdict"] == "fix"
    assert judged.check("front_knee")["good"] == [95, 120]
    assert judged.check("trunk_upright")["good"] == [None, 30]
    assert judged.result["holds"] == []


def test_a_stretch_of_your_own_is_taken_as_named(tmp_path, picture):
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


def test_nothing_to_judge_ends_with_3(nobody, capsys):
    code = analyze([nobody], json="-")
    out, err = capsys.readouterr()
    result = json.loads(out)
    assert (code, err) == (ExitCode.NOTHING_JUDGED, "")
    assert_schema(result, RESULT_KEYS)
    assert result["stretch"]["id"] is None
    assert result["checks"] == []


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


@pytest.fixture(scope="module")
def two_seconds(tmp_path_factory):
    """From 2 s to 4 s of a lunge, with all files and in the history."""
    out = tmp_path_factory.mktemp("two_seconds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSECHECK_DATA", str(out / "data"))
        analyze(
            [LUNGE],
            stretch="half_kneeling_lunge",
            **{"out": out / "results", "from_": "2", "to": "0:04", "remember": True},
            **{"name": "Ada <b>", "note": "first day", "format": "trc"},
        )
        with History() as history:
            return out / "results", history.entries()


def test_a_part_of_a_clip_has_the_times_of_the_file_in_every_file(two_seconds):
    folder, _ = two_seconds
    result = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    clip = result["clip"]
    assert (clip["from_s"], clip["to_s"], clip["frames"]) == (2.0, 4.0, 30)
    assert clip["duration_s"] == pytest.approx(2.0, abs=0.1)
    assert result["holds"][0]["start_s"] == pytest.approx(2.0, abs=0.1)
    for name, head in (("frames.csv", 1), ("landmarks.csv", 1), ("landmarks.trc", 6)):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()[head:]
        times_s = [float(re.split("[,\t]", line)[1]) for line in lines]
        assert (len(times_s), times_s[0]) == (30, pytest.approx(2.0, abs=0.05)), name
        assert 3.8 < times_s[-1] < 4.0, name


def test_the_film_of_a_part_begins_where_the_part_does(two_seconds):
    folder, _ = two_seconds
    with open_clip(folder / "annotated.mp4") as film:
        assert sum(1 for _ in film) == 30
    page = (folder / "report.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    charts = json.loads(data)
    assert (charts["start"], charts["end"]) == pytest.approx((2.0, 4.0), abs=0.05)
    assert "0:02.0 to 0:04.0" in page


def test_a_name_and_a_note_are_in_summary_page_and_history(two_seconds):
    folder, entries = two_seconds
    result = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert (result["name"], result["note"]) == ("Ada <b>", "first day")
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Ada &lt;b&gt;" in page
    assert "first day" in page
    (entry,) = entries
    assert (entry.name, entry.note, entry.stretch) == (
        *("Ada <b>", "first day"),
        "half_kneeling_lunge",
    )
    assert entry.hold_s == result["good_hold_s"]


def test_of_two_to_compare_the_one_that_is_gone_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.mp4: there is no such file"):
        analyze([LUNGE, tmp_path / "gone.mp4"], compare=True, out=tmp_path / "out")


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


def test_words_of_another_encoding_are_kept_as_far_as_they_are_utf8(tmp_path, monkeypatch):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    labels = ("--name", "Ren\udce9", "--note", "\udce0")  # as a terminal in Latin-1 sends them
    done = run(tmp_path, "analyze", LUNGE, "--remember", "--json", "-", *labels)
    assert done.code == ExitCode.DONE
    assert [done.result[key] for key in ("name", "note")] == ["Ren\ufffd", "\ufffd"]
    (kept,) = run(tmp_path, "history", "--json", "-", "--name", "Ren\udce9").results
    assert kept["name"] == "Ren\ufffd"


@pytest.mark.parametrize("stretch", ["mine", "auto+own"])
def test_a_stretch_of_ones_own_that_is_read_is_never_replaced(
    picture, tmp_path, monkeypatch, stretch
):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    own_folder().mkdir()
    text = (FOLDER / "bridge.toml").read_text(encoding="utf-8").replace('"bridge"', '"mine"', 1)
    own_file("mine").write_text(text, encoding="utf-8")
    for command, clip in ((analyze, picture), (score, str(picture))):
        with pytest.raises(InputError, match="to be read"):
            command([clip], stretch=stretch, json=str(own_file("mine")), force=True)
