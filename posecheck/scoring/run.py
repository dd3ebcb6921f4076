"""The run: clips to jobs, jobs to an executor, skipping those that an earlier run finished."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from posecheck.clips.result import ClipResult
from posecheck.errors import PosecheckError
from posecheck.scoring.cluster import on_cluster
from posecheck.scoring.content import content_sha256
from posecheck.scoring.job import Job, Scored, Settings, named, score_clip
from posecheck.scoring.processes import ProcessDied, in_processes
from posecheck.scoring.source import as_file, is_address, place_for_copies

Earlier = Callable[[str | None], ClipResult | None]
"""The result of an earlier run by the SHA-256 of a clip's content, if there is one."""


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def score_clips(
    clips: Sequence[str],
    settings: Settings,
    *,
    processes: int | None = None,
    scheduler: str | None = None,
    earlier: Earlier | None = None,
    say: Callable[[str], None] = lambda words: None,
) -> Iterator[Scored]:
    """Score clips, in the order in which they are done; no clip can end the run.

    Args:
        clips: Paths and addresses.
        settings: Of the run.
        processes: How many at a time; one for each core by default.
        scheduler: The address of a Dask cluster to score them on instead; its workers must find
            the clips under the same paths.
        earlier: Results to reuse; every clip is then first read for its hash.
        say: Called with one line where the run waits for a cluster.

    Yields:
        Each clip once: scored, or failed.

    Raises:
        InputError: If Dask is not installed.
        ClusterError: If the cluster cannot be used.
        ModelError: As `score_clip`.
        WorkerError: As `score_clip`.
    """
    source = _anywhere if scheduler else str
    # Workers elsewhere have places of their own.
    with place_for_copies([] if scheduler else clips) as copies:
        jobs = (
            Job(index, clip, source(clip), settings, copies) for index, clip in enumerate(clips)
        )
        if earlier is not None:
            waiting = []
            for job in jobs:
                done = _done_before(job, earlier)
                if done is None:
                    waiting.append(job)
                else:
                    yield done
            yield from _score(waiting, len(waiting), processes, scheduler, say)
        else:
            yield from _score(jobs, len(clips), processes, scheduler, say)


def _score(
    jobs: Iterable[Job],
    count: int,
    processes: int | None,
    scheduler: str | None,
    say: Callable[[str], None],
) -> Iterator[Scored]:
    if count == 0:
        return
    if scheduler is not None:
        answers = on_cluster(score_clip, jobs, scheduler, say=say)
    else:
        answers = in_processes(score_clip, jobs, min(processes or cores(), count))
    for job, answer in answers:
        yield _lost(job, scheduler) if isinstance(answer, ProcessDied) else answer


def _lost(job: Job, scheduler: str | None) -> Scored:
    more = "give its worker more memory (`dask worker --memory-limit 4GB`), " if scheduler else ""
    return Scored(
        job.index,
        job.clip,
        error=f"{job.clip}: the process that worked on it died (a crash in native code, or no "
        f"memory left); {more}convert the clip to H.264 (MP4) or leave it out.",
    )


def _anywhere(clip: str) -> str:
    """Where a clip is found from another folder or machine."""
    return clip if is_address(clip) else str(Path(clip).absolute())


def _done_before(job: Job, earlier: Earlier) -> Scored | None:
    try:
        with as_file(job.source, job.copies) as file:
            content = content_sha256(file)
    except PosecheckError:
        return None  # perhaps a worker can read it
    result = earlier(content)
    if result is None:
        return None
    return Scored(job.index, job.clip, content, named(result, job.clip), earlier=True)
