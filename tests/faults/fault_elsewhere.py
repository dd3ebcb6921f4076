"""Faults that need more than one call of posecheck, and which tests try them."""

from typing import NamedTuple


class TriedElsewhere(NamedTuple):
    """A fault, what posecheck makes of it, and its test: a file below tests/ and a function."""

    what: str
    outcome: str
    file: str
    test: str


ELSEWHERE = (
    TriedElsewhere(
        "a camera that is lost and comes back",
        "the session waits, up to 10 s, and goes on",
        "test_camera.py",
        "test_a_stream_that_ends_is_opened_again",
    ),
    TriedElsewhere(
        "a camera that is lost for good",
        "`no pictures for 10 s`; the session ends, and what was held is kept",
        "test_camera.py",
        "test_a_lost_stream_is_given_up_with_a_warning",
    ),
    TriedElsewhere(
        "no sound output",
        "the session says so once and goes on with beeps, or in silence",
        "test_voice.py",
        "test_no_sound_output_is_told",
    ),
    TriedElsewhere(
        "a sound output that hangs",
        "given up; the session does not wait for it",
        "test_voice.py",
        "test_a_player_that_hangs_is_given_up",
    ),
    TriedElsewhere(
        "two sessions at once",
        "both end well, and both are in the history",
        "test_live.py",
        "test_of_two_sessions_at_once_both_are_kept",
    ),
    TriedElsewhere(
        "a session that is interrupted (Ctrl-C)",
        "summary, film and history are whole; code 130",
        "test_live.py",
        "test_however_a_session_ends_summary_film_and_history_are_whole",
    ),
    TriedElsewhere(
        "a clip that crashes the process that works on it",
        "costs itself, and no other clip of `posecheck score`",
        "scoring/test_scoring_runs.py",
        "test_a_clip_that_kills_its_process_costs_only_itself",
    ),
    TriedElsewhere(
        "`posecheck score` is killed",
        "`--resume` goes on; nothing is lost, and nothing is done again",
        "scoring/test_scoring_runs.py",
        "test_killed_half_way_nothing_that_was_done_is_lost_or_done_again",
    ),
    TriedElsewhere(
        "a worker of the cluster is lost",
        "its clips are scored by the others",
        "scoring/test_scoring_cluster.py",
        "test_the_clips_of_a_lost_worker_are_scored_by_the_other",
    ),
    TriedElsewhere(
        "MediaPipe fails on a frame",
        "its graph is made anew, and the frame is tried once more",
        "test_landmarker.py",
        "test_after_a_graph_error_the_next_frame_is_judged_all_the_same",
    ),
    TriedElsewhere(
        "a model whose landmarks are not numbers",
        "no landmark is trusted, nothing is judged",
        "test_landmarker.py",
        "test_landmarks_that_are_not_numbers_stay_so_and_are_not_trusted",
    ),
    TriedElsewhere(
        "landmarks of any numbers whatever",
        "a number within range, or a reason why not; nothing raises an error",
        "test_properties.py",
        "test_no_nonsense_stops_an_assessment_and_all_that_follows",
    ),
    TriedElsewhere(
        "such landmarks in a session, and any commands",
        "the session goes on, and its seconds stay within what was asked for",
        "test_properties.py",
        "test_no_nonsense_and_no_command_stops_a_session",
    ),
    TriedElsewhere(
        "any order of frames, gaps and commands in a session",
        "the session stays whole",
        "test_coach.py",
        "test_whatever_happens_the_session_stays_whole",
    ),
    TriedElsewhere(
        "a clip damaged anywhere",
        "no error once it is open; what is whole is read",
        "video/test_video_damage.py",
        "test_no_damage_whatever_raises_once_a_clip_is_open",
    ),
)
