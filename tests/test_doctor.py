"""The doctor finds what is there, and says what to do about what is not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from places import QUICK, ROOT

from posecheck import doctor
from posecheck.doctor import Finding, all_needed_ok


@pytest.fixture(scope="module")
def examined(tmp_path_factory) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "posecheck", "doctor"],
        cwd=tmp_path_factory.mktemp("doctor"),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def analysed(clip: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "posecheck", "analyze", str(QUICK / clip)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_everything_needed_works_where_the_tests_run(examined):
    assert (examined.returncode, examined.stderr) == (0, "")
    ok = [line.split()[1] for line in examined.stdout.splitlines() if line.startswith("ok ")]
    assert {"Python", "posecheck", "own", "OpenCV", "pose", "MediaPipe", "PyAV"} <= set(ok)


def test_its_own_files_are_counted_in_words_that_fit_their_number(examined):
    assert "5 stretches, 1 routine and what recognises them" in examined.stdout


def test_every_line_says_ok_or_not_ok_or_what_to_do(examined):
    lines = examined.stdout.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert line.startswith(("ok      ", "not ok  ", "        what to do: "))
        assert line.startswith("not ok") == following.startswith("        what to do")
        if line.startswith("not ok"):
            assert line.endswith("(optional)")


def test_a_data_folder_that_can_be_made_or_written_is_named(tmp_path, monkeypatch):
    for folder in (tmp_path, tmp_path / "not" / "yet"):
        monkeypatch.setenv("POSECHECK_DATA", str(folder))
        assert doctor._user_folder().lines == f"ok      data folder     {folder} (optional)"
    assert not list(tmp_path.iterdir())


def test_a_data_folder_that_is_a_file_is_found(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "within"):
        monkeypatch.setenv("POSECHECK_DATA", str(folder))
        found = doctor._user_folder()
        assert not found.ok
        assert str(folder) in found.found
        assert "POSECHECK_DATA" in found.to_do


@pytest.mark.parametrize(
    "gone", ["models/stretch_classifier.npz", "models/oblique_angles.npz", "pigeon.toml"]
)
def test_a_file_of_posecheck_that_is_missing_is_found(tmp_path, monkeypatch, gone):
    for folder in ("posecheck", "models"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (missing,) = tmp_path.rglob(Path(gone).name)
    missing.unlink()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    found = doctor._shipped_files()
    assert missing.name in found.found
    assert found.to_do == doctor.REINSTALL
    done = analysed("bridge_45_in.mp4")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    if missing.suffix == ".npz":
        assert done.stderr.endswith("; `posecheck doctor` says what to do\n")


def test_only_what_is_needed_counts():
    fine = Finding("one", "there")
    optional = Finding("two", "gone", "buy one", needed=False)
    assert all_needed_ok([fine, optional])
    assert not all_needed_ok([fine, Finding("three", "gone", "buy one")])
    assert optional.lines.splitlines() == [
        "not ok  two             gone (optional)",
        "        what to do: buy one",
    ]


def installed(folder: Path, *packages: str) -> None:
    """Packages as importlib.metadata sees them, without any code."""
    for package in packages:
        info = folder / f"{package.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")


@pytest.mark.parametrize(
    ("packages", "ok", "words"),
    [
        (["opencv-contrib-python"], True, "alone"),
        (["opencv-contrib-python", "opencv-python"], False, "pip uninstall"),
        (["opencv-contrib-python", "opencv-python-headless"], False, "pip uninstall"),
        ([], False, "pip install opencv-contrib-python"),
    ],
    ids=str,
)
def test_other_flavours_of_opencv_are_seen(tmp_path, monkeypatch, packages, ok, words):
    installed(tmp_path, *packages)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    finding = doctor._opencv_flavour()
    assert finding.ok == ok
    assert words in finding.lines


def test_what_a_session_in_the_browser_lacks_is_named(tmp_path, monkeypatch):
    assert doctor._browser().ok
    installed(tmp_path, "starlette", "uvicorn", "websockets", "segno")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    lines = doctor._browser().lines.splitlines()
    assert lines == [
        "not ok  browser         without cryptography (optional)",
        "        what to do: pip install 'posecheck[browser]'",
    ]


def test_a_missing_library_is_reported_with_its_package():
    trouble = "libGLESv2.so.2: cannot open shared object file: No such file or directory"
    assert doctor._way_out(trouble) == "apt install libgles2"
    assert doctor._way_out("libGL.so.1: cannot open") == "apt install libgl1"
    assert "reinstall" in doctor._way_out("DLL load failed")


def test_an_opencv_of_which_files_are_missing_leads_to_what_mends_it(tmp_path, monkeypatch):
    """As after `pip install opencv-python-headless`, and its removal."""
    (tmp_path / "cv2").mkdir()
    (tmp_path / "cv2" / "__init__.py").touch()
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    monkeypatch.setenv("PYTHONPATH", path)
    found = doctor._opencv()
    assert "has no attribute '__version__'" in found.found
    assert found.to_do == f"pip install --force-reinstall --no-deps {doctor.OPENCV}"
    done = analysed("lunge_side.mp4")
    assert done.returncode == 2
    assert done.stderr.endswith("; `posecheck doctor` says what to do\n")
    assert len(done.stderr.splitlines()) == 1


def test_a_trial_that_crashes_is_a_finding_and_not_the_end():
    crash = doctor._run("import os; os.abort()")
    assert not crash.worked
    assert "crashed" in crash.said
    failure = doctor._run("raise RuntimeError('no such thing')")
    assert (failure.worked, failure.said) == (False, "RuntimeError: no such thing")
    assert doctor._run("print('first'); print('last')") == doctor.Trial(worked=True, said="last")
