"""Times of things that are run in turn, so that whatever else the machine does meets all alike."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Time:
    """How long something took: by the clock, and in processors' seconds of all its threads."""

    wall_s: float
    cpu_s: float


Times = Mapping[str, Sequence[Time]]


def in_turn(
    things: Mapping[str, Callable[[], None]], rounds: int, *, warm_up: bool = True
) -> Times:
    """Run everything in as many rounds, in turn; before that once to warm up, if wished."""
    times: dict[str, list[Time]] = {name: [] for name in things}
    for lap in range(0 if warm_up else 1, rounds + 1):
        for name, thing in things.items():
            taken = _timed(thing)
            if lap:
                times[name].append(taken)
        print(f"  round {lap} of {rounds}", file=sys.stderr)
    return times


def _timed(thing: Callable[[], None]) -> Time:
    wall_s, cpu_s = time.perf_counter(), _cpu_s()
    thing()
    return Time(time.perf_counter() - wall_s, _cpu_s() - cpu_s)


def _cpu_s() -> float:
    """Processors' seconds of this process and of those it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in used)


def command(
    *arguments: object, module: str = "posecheck", processes: int = 1
) -> Callable[[], None]:
    """A module run with these arguments, in so many processes at once, each doing all of it."""
    words = [sys.executable, "-m", module, *map(str, arguments)]

    def run() -> None:
        begun = [subprocess.Popen(words, stdout=subprocess.DEVNULL) for _ in range(processes)]
        failed = [process for process in begun if process.wait()]
        if failed:
            raise ChildProcessError(f"failed: {' '.join(words)}")

    return run


def on_one_core(thing: Callable[[], None]) -> Callable[[], None]:
    """The same, kept to one core with all its processes, where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        return thing

    def run() -> None:
        allowed = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(allowed)})
        try:
            thing()
        finally:
            os.sched_setaffinity(0, allowed)

    return run


def ratio(times: Times, of: str, to: str, what: str = "wall_s") -> float:
    """The median, over the rounds, of how much longer one thing took than another."""
    pairs = zip(times[of], times[to], strict=True)
    return median(getattr(one, what) / getattr(other, what) for one, other in pairs)


def middle(times: Times, of: str, what: str = "wall_s") -> float:
    """The median time of a thing, in seconds."""
    return median(getattr(one, what) for one in times[of])
