"""MediaPipe's lines on stderr are dropped, and everybody else's are kept."""

import os
import subprocess
import sys
import textwrap

import pytest
from places import ROOT

from posecheck.pose.native_noise import native_noise_caught

HEAD = """
import os
import sys
from posecheck.pose.native_noise import native_noise_caught
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HEAD + textwrap.dedent(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )


def test_what_others_write_meanwhile_is_not_lost():
    done = run(
        """
        os.write(2, b'before\\n')
        with native_noise_caught():
            os.write(2, b'INFO: [accelerator.cc:43] of MediaPipe\\nof another thread\\n')
            os.write(2, b'W0000 00:00:1700000000.000000 1 x.cc:2] of MediaPipe\\nno newline')
        os.write(2, b' and after\\n')
        """
    )
    assert done.stderr == "before\nof another thread\nno newline and after\n"


def test_what_python_had_not_flushed_keeps_its_place():
    done = run(
        """
        sys.stderr.reconfigure(line_buffering=False)
        sys.stderr.write('1 ')
        with native_noise_caught():
            sys.stderr.write('2\\n')
            os.write(2, b'I0000 MediaPipe\\n')
        sys.stderr.write('3')
        """
    )
    assert done.stderr == "1 2\n3"


def test_stderr_is_there_again_after_an_error():
    done = run(
        """
        try:
            with native_noise_caught():
                os.write(2, b'E0000 MediaPipe\\n')
                raise OSError('of the block')
        except OSError as error:
            print(error, file=sys.stderr)
        """
    )
    assert done.stderr == "of the block\n"


@pytest.mark.parametrize("closed", ["os.close(2)", "os.close(2); sys.stderr = None"])
def test_without_a_stderr_the_block_runs_all_the_same(closed):
    done = run(
        f"""
        {closed}
        with native_noise_caught():
            print('inside')
        """
    )
    assert done.stdout == "inside\n"


def test_threads_take_turns_and_lose_no_line():
    done = run(
        """
        import threading
        def work(name):
            for i in range(50):
                with native_noise_caught():
                    os.write(2, f'I0000 MediaPipe\\n{name} {i}\\n'.encode())
        threads = [threading.Thread(target=work, args=(name,)) for name in 'abc']
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    )
    assert sorted(done.stderr.split("\n")) == sorted(
        ["", *(f"{name} {i}" for name in "abc" for i in range(50))]
    )


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("I0000 00:00:1.0 1 gl_context.cc:357] GL version", False),
        ("WARNING: All log messages before absl::InitializeLog()", False),
        ("INFO: Created TensorFlow Lite XNNPACK delegate for CPU.", False),
        ("=== Source Location Trace: ===", False),
        ("Info: 12 clips", True),
        ("posecheck: clip.mp4: not a video", True),
        ("a line that names third_party/ further on", True),
    ],
)
def test_only_lines_that_begin_as_mediapipes_do_are_dropped(line, ours, capfd):
    with native_noise_caught():
        os.write(2, f"{line}\n".encode())
    assert capfd.readouterr().err == (f"{line}\n" if ours else "")
