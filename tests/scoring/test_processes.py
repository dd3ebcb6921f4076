"""Calls in processes of their own: every answer comes, whichever process dies."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from places import ROOT

from posecheck.scoring.processes import NoProcessError, ProcessDied, in_processes


def squared(number: int) -> int:
    return number * number


def die_at_2(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def abort_at_2(number: int) -> int:
    return os.abort() if number == 2 else number


def fail(number: int) -> int:
    raise ValueError(f"no {number}")


def own_id_after_a_while(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def own_cores(_: int) -> set[int]:
    time.sleep(0.2)  # so that every process gets an item
    return os.sched_getaffinity(0)


def test_every_item_is_answered_once_with_its_own_answer():
    assert dict(in_processes(squared, range(20), 3)) == {n: n * n for n in range(20)}


def test_items_are_asked_for_only_as_processes_become_free():
    asked = 0

    def items():
        nonlocal asked
        while asked < 100:
            asked += 1
            yield asked

    answers = in_processes(squared, items(), 2)
    for answered, _ in enumerate(answers, 1):
        assert asked <= answered + 2
        if answered == 10:
            answers.close()


def test_processes_stay_from_one_item_to_the_next_and_are_not_this_one():
    ids = {answer for _, answer in in_processes(own_id_after_a_while, [0.0] * 6, 2)}
    assert 1 <= len(ids) <= 2
    assert os.getpid() not in ids


@pytest.mark.skipif(os.name != "posix", reason="has no signals")
@pytest.mark.parametrize("function", [die_at_2, abort_at_2])
def test_a_process_that_dies_costs_its_item_and_no_other(function):
    answers = dict(in_processes(function, range(6), 2))
    assert isinstance(answers.pop(2), ProcessDied)
    assert answers == {n: n for n in range(6) if n != 2}


def _is_dead(process_id):
    """Whether a process with all its threads is gone, though perhaps not waited for."""
    own = Path(f"/proc/{process_id}")
    return not own.exists() or (
        b"Z" in (own / "stat").read_bytes() and len([*(own / "task").iterdir()]) == 1
    )


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
def test_a_process_that_dies_while_idle_costs_nothing():
    answers = in_processes(own_id_after_a_while, [0.0, 0.01], 1)
    _, first = next(answers)
    os.kill(first, signal.SIGKILL)
    while not _is_dead(first):
        time.sleep(0.01)
    _, second = next(answers)
    assert isinstance(second, int)
    assert second != first


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="processes choose their cores")
def test_as_many_processes_as_cores_have_a_core_each():
    cores = os.sched_getaffinity(0)
    used = [answer for _, answer in in_processes(own_cores, range(2 * len(cores)), len(cores))]
    assert all(len(own) == 1 for own in used)
    assert set.union(*used) == cores
    for processes in {1, len(cores) + 1} - {len(cores)}:
        assert [answer for _, answer in in_processes(own_cores, [0], processes)] == [cores]


def test_what_the_function_raises_is_raised_here():
    with pytest.raises(ValueError, match="no 7"):
        list(in_processes(fail, [7], 1))


def test_giving_up_ends_calls_under_way():
    answers = in_processes(own_id_after_a_while, [0.0, 600.0], 2)
    next(answers)
    before_s = time.monotonic()
    answers.close()
    assert time.monotonic() - before_s < 300


SCRIPT = """
import sys, time
from posecheck.scoring.processes import in_processes
{guard}
    answers = in_processes(time.sleep, [0.0, 600.0], 2)
    print(next(answers), flush=True)
    sys.exit(7)
"""


def run_script(
    folder: Path, guard: str, *, from_stdin: bool = False
) -> subprocess.CompletedProcess:
    text = SCRIPT.format(guard=guard)
    (folder / "script.py").write_text(text)
    return subprocess.run(
        [sys.executable, *(["-"] if from_stdin else ["script.py"])],
        input=text if from_stdin else None,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_leaving_the_script_ends_calls_under_way(tmp_path):
    ended = run_script(tmp_path, 'if __name__ == "__main__":')
    assert (ended.returncode, ended.stdout, ended.stderr) == (7, "(0.0, None)\n", "")


@pytest.mark.parametrize("from_stdin", [False, True])
def test_a_script_in_which_no_process_can_be_started_is_told_why(tmp_path, from_stdin):
    ended = run_script(tmp_path, "if True:", from_stdin=from_stdin)
    assert ended.returncode == 1
    assert "NoProcessError: the processes to work in end at once" in ended.stderr


def test_in_a_worker_of_a_pool_it_says_what_to_call_instead(monkeypatch):
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)
    with pytest.raises(NoProcessError, match=r"call posecheck\.analyze"):
        next(in_processes(time.sleep, [0.0], 1))
