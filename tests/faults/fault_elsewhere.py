"""Faults that need more than one call of posecheck, and which tests try them."""

from typing import NamedTuple


class TriedElsewhere(NamedTuple):
    """A fault, what posecheck does about it, and the name of its test."""

    what: str
    outcome: str
    test: str


ELSEWHERE = (
    TriedElsewhere(
        "a camera that is lost and comes back",
        "the session waits up to 10 s, and continues",
        "test_a_stream_that_ends_is_opened_again",
    ),
    TriedElsewhere(
        "a camera that is lost for good",
        "`no new pictures for 10 s`; the session ends with its summary, film and history",
        "test_a_stream_that_is_lost_for_good_ends_the_session_with_its_film",
    ),
    TriedElsewhere(
        "a page in the browser that loses its connection",
        "the session waits up to 30 s and continues, with the page's camera",
        "test_a_lost_connection_is_taken_up_again_and_the_camera_with_it",
    ),
    TriedElsewhere(
        "a page in the browser that is closed",
        "after 30 s the session ends with its summary and history",
        "test_a_page_that_stays_away_ends_the_session",
    ),
    TriedElsewhere(
        "a page that may not use the camera",
        "it says what to do, and can be started again",
        "test_who_may_not_use_the_camera_is_told_what_to_do",
    ),
    TriedElsewhere(
        "a second window or device that has no part in the session",
        "it is told why; the session goes on",
        "test_a_second_window_is_turned_away_with_the_reason",
    ),
    TriedElsewhere(
        "the page's address without its secret, or from another site's page",
        "refused with 404 or 403",
        "test_a_page_of_another_origin_gets_nothing",
    ),
    TriedElsewhere(
        "a device of the network that opens connections without end",
        "64 are kept, the others closed; the session goes on",
        "test_a_flood_of_connections_is_turned_away_and_the_session_goes_on",
    ),
    TriedElsewhere(
        "a name of somebody else's that leads to this machine (DNS rebinding)",
        "refused with 403",
        "test_a_name_that_leads_to_this_machine_is_not_the_host",
    ),
    TriedElsewhere(
        "a message or a picture that no page sends",
        "left out; the connection stays",
        "test_what_no_page_says_is_left_out_and_the_connection_stays",
    ),
    TriedElsewhere(
        "no sound output",
        "the session says so once and continues with beeps, or in silence",
        "test_without_a_sound_output_it_says_so_once_and_continues",
    ),
    TriedElsewhere(
        "a sound output that hangs",
        "it is given up; the session does not wait for it",
        "test_a_player_that_hangs_is_given_up",
    ),
    TriedElsewhere(
        "two sessions at once",
        "both end well, and both are in the history",
        "test_of_two_sessions_at_once_both_are_kept",
    ),
    TriedElsewhere(
        "a session ended by Ctrl-C, SIGTERM or SIGHUP (closed terminal, shutdown, `timeout`)",
        "summary, film and history are complete; exit code 130",
        "test_however_a_session_ends_summary_film_and_history_are_whole",
    ),
    TriedElsewhere(
        "a session in the browser ended by SIGTERM, or killed",
        "history and films are there; after SIGTERM the summary, too",
        "test_however_a_session_ends_history_and_films_are_there",
    ),
    TriedElsewhere(
        "Ctrl-C that is pressed again",
        "it does not disturb the ending; after 5 s it does",
        "test_an_ending_that_takes_long_can_be_stopped",
    ),
    TriedElsewhere(
        "stderr on a full disk",
        "the run goes on, and the exit code tells how it ended",
        "test_where_nothing_can_be_said_the_exit_code_still_tells",
    ),
    TriedElsewhere(
        "two sessions that record to one file, the second started later",
        "the second says that it is there; the first film stays",
        "test_a_film_that_another_session_made_meanwhile_stays",
    ),
    TriedElsewhere(
        "the folder of a film that is moved meanwhile",
        "one line says so; what there is of it stays, and the summary comes",
        "test_where_its_folder_is_gone_one_line_says_so_and_what_there_is_stays",
    ),
    TriedElsewhere(
        "several sessions that find the history damaged",
        "one begins a new one, the others add to it",
        "test_of_two_that_find_it_damaged_the_second_keeps_what_the_first_began",
    ),
    TriedElsewhere(
        "a session that is kept while the history is opened again, as at its end",
        "each has its lock on it: nobody else writes in between",
        "test_a_second_look_takes_no_lock_away",
    ),
    TriedElsewhere(
        "a name or a note of another encoding",
        "what is no UTF-8 is kept as U+FFFD",
        "test_words_of_another_encoding_are_kept_as_far_as_they_are_utf8",
    ),
    TriedElsewhere(
        "a terminal that is closed",
        "what would be printed goes nowhere; the command ends in order, with exit code 130",
        "test_once_the_terminal_is_closed_what_is_printed_goes_nowhere",
    ),
    TriedElsewhere(
        "a clip that crashes the process that works on it",
        "no other clip of `posecheck score` is affected",
        "test_a_clip_that_kills_its_process_costs_only_itself",
    ),
    TriedElsewhere(
        "`posecheck score` is killed",
        "`--resume` continues; nothing is lost, and nothing is done twice",
        "test_killed_half_way_nothing_that_was_done_is_lost_or_done_again",
    ),
    TriedElsewhere(
        "`posecheck score --cluster` is killed",
        "`--resume` continues",
        "test_killed_half_way_the_cluster_goes_on_with_what_is_left",
    ),
    TriedElsewhere(
        "`--json` or `--csv` over older results, and nothing can be scored (a missing clip, "
        "Ctrl-C, a cluster that is down)",
        "the older results stay until the first new one is there",
        "test_an_old_file_stays_until_the_first_line_is_there",
    ),
    TriedElsewhere(
        "a file of `--json`, `--csv` or `--resume` that is deleted, or replaced by an editor, "
        "meanwhile",
        "at the end it is there with all results",
        "test_lines_are_whole_whatever_became_of_the_name_meanwhile",
    ),
    TriedElsewhere(
        "`--resume` from lines of a newer posecheck",
        "refused in one line; the file is not changed",
        "test_a_line_of_a_newer_posecheck_is_refused_and_one_of_an_older_one_kept",
    ),
    TriedElsewhere(
        "`--resume`, and a clip that cannot be read this time",
        "its error is told, and its earlier result stays",
        "test_a_clip_that_cannot_be_read_for_a_moment_keeps_its_result",
    ),
    TriedElsewhere(
        "`--resume` with other settings or a newer version, and a clip that cannot be read",
        "its error is told, and its earlier result stays behind it",
        "test_nor_does_the_error_of_one_replace_its_result_with_other_settings",
    ),
    TriedElsewhere(
        "`score`, and a clip whose disk is lost, or that is cut off, while it is read",
        "one line says so, and `--resume` scores it again; exit code 2",
        "test_a_clip_of_which_a_part_is_lost_meanwhile_is_to_be_scored_again",
    ),
    TriedElsewhere(
        "`--remember`, and a clip that cannot be put into the history",
        "one line says so; exit code 2",
        "test_a_clip_that_failed_or_is_gone_adds_nothing",
    ),
    TriedElsewhere(
        "`--remember`, and a clip that is replaced, or goes on growing, while it is read",
        "one line says so, and it is not added; exit code 2",
        "test_a_clip_that_is_another_one_by_now_adds_nothing",
    ),
    TriedElsewhere(
        "an entry of the history that another program wrote",
        "without a time zone it is shown; if it cannot be read, it is left out, which is said",
        "test_a_row_that_cannot_be_read_is_left_out_and_nothing_else",
    ),
    TriedElsewhere(
        "a clip called `...mp4`",
        "its results are in the folder of `--out`",
        "test_a_name_of_dots_stays_in_the_folder",
    ),
    TriedElsewhere(
        "10,000 clips of the same name",
        "their results are numbered in one pass",
        "test_ten_thousand_clips_of_one_name_are_named_at_once",
    ),
    TriedElsewhere(
        "10,000 clips and `--out`, whatever their names and folders",
        "their results are planned in about a second, before the first clip",
        "test_planning_takes_as_long_for_each_of_many_clips_as_for_each_of_few",
    ),
    TriedElsewhere(
        "the program that reads the output ends (`| head -1`)",
        "it ends in silence, with exit code 141",
        "test_a_broken_pipe_is_quiet",
    ),
    TriedElsewhere(
        "Ctrl-C while posecheck is being loaded",
        "`stopped`; exit code 130",
        "test_ctrl_c_while_it_is_being_loaded_stops_with_one_line",
    ),
    TriedElsewhere(
        "a Python script is left while it scores clips",
        "it ends at once, and its processes with it",
        "test_leaving_the_script_ends_calls_under_way",
    ),
    TriedElsewhere(
        'a Python script without `if __name__ == "__main__":`, or from stdin',
        "one error says so; no clip is blamed",
        "test_a_script_in_which_no_process_can_be_started_is_told_why",
    ),
    TriedElsewhere(
        "a clip for which the memory does not suffice",
        "one line says so; the others are analysed",
        "test_a_clip_for_which_the_memory_does_not_suffice_costs_only_itself",
    ),
    TriedElsewhere(
        "a live session that is killed, or a computer that goes off",
        "the history has all of it but the last 5 s",
        "test_a_session_that_is_killed_is_kept_up_to_its_last_seconds",
    ),
    TriedElsewhere(
        "the film of such a session",
        "it has its name, and plays up to its last seconds",
        "test_meanwhile_it_plays_up_to_its_last_seconds",
    ),
    TriedElsewhere(
        "workers of the cluster without posecheck, or with another version",
        "the first one is named at the start, and the run ends",
        "test_a_worker_without_this_posecheck_is_named_at_the_start",
    ),
    TriedElsewhere(
        "a worker of another version, or with another pose model, that comes later",
        "the run ends, and `--resume` continues; it is given no other clip",
        "test_another_version_that_comes_later_ends_the_run_instead_of_failing_all_clips",
    ),
    TriedElsewhere(
        "workers that come later, as from a job queue",
        "they get their share of the clips",
        "test_workers_that_come_later_get_their_share",
    ),
    TriedElsewhere(
        "an address for --cluster at which something else listens, as a web server",
        "after 5 s one line says so",
        "test_a_server_that_never_greets_is_not_waited_for_without_end",
    ),
    TriedElsewhere(
        "a busy cluster, or a slow network: an answer takes long to fetch",
        "it is waited for",
        "test_an_answer_that_takes_long_to_fetch_arrives",
    ),
    TriedElsewhere(
        "no worker of the cluster is left",
        "said after 30 s; after 5 minutes the run ends, and `--resume` continues",
        "test_without_a_worker_it_waits_says_so_and_gives_up",
    ),
    TriedElsewhere(
        "a worker of the cluster that does not answer at the start: its machine sleeps, or is lost",
        "said after 30 s at most; the run goes on, and what is lost with it goes to the others",
        "test_a_worker_that_sleeps_or_is_lost_at_the_start_is_said_and_refuses_no_other",
    ),
    TriedElsewhere(
        "all workers of the cluster have paused, as their memory is nearly full",
        "said after 30 s; after 5 minutes the run ends, and `--resume` continues",
        "test_where_all_workers_have_paused_for_lack_of_memory_it_says_so_and_gives_up",
    ),
    TriedElsewhere(
        "a cluster with TLS",
        "works, with the certificates of Dask's own configuration",
        "test_dasks_own_options_for_tls_are_followed",
    ),
    TriedElsewhere(
        "killed at any write, renaming or sync while it writes a page, an `--out` folder, results, "
        "a table, a film or the history",
        "the old is whole, or the new; what was told is kept; the next run works and leaves "
        "nothing behind",
        "test_killed_at_any_call_everything_is_whole_and_the_next_run_works",
    ),
    TriedElsewhere(
        "a stretch of your own with over 60 checks",
        "it is refused in one line",
        "test_a_stretch_has_a_limited_number_of_checks",
    ),
    TriedElsewhere(
        "a disk that is full at the last of the files in `--out`",
        "nothing changes: all older results stay",
        "test_where_one_cannot_be_completed_all_older_ones_stay",
    ),
    TriedElsewhere(
        "a folder of `--out` that cannot be renamed: a mounted one, one of a container's image",
        "its results are replaced one by one",
        "test_results_are_replaced_and_nothing_is_left_beside_them",
    ),
    TriedElsewhere(
        "a shared folder or a memory card, on which no permissions can be changed",
        "results are replaced, and the history is kept, all the same",
        "test_where_no_permissions_can_be_changed_results_are_replaced_all_the_same",
    ),
    TriedElsewhere(
        "a file of the output that is mounted on its own, as into a container",
        "it is refused before anything is read",
        "test_a_file_that_is_mounted_is_refused_at_once_since_no_other_can_replace_it",
    ),
    TriedElsewhere(
        "a disk that is full at the page of a stretch that is taught",
        "nothing changes: an older stretch and its page stay",
        "test_on_a_full_disk_the_older_file_and_its_page_stay",
    ),
    TriedElsewhere(
        "a run that was killed leaves hidden files",
        "the next run to the same file deletes them, and nothing else",
        "test_what_a_killed_run_left_is_deleted_by_the_next_and_nothing_else",
    ),
    TriedElsewhere(
        "an output under the name of a file of somebody else",
        "it is refused, unless `--force` is given",
        "test_what_others_made_may_be_replaced_by_force_only",
    ),
    TriedElsewhere(
        "an output under the name of something that is read, also by a link",
        "it is refused, even with `--force`",
        "test_what_is_read_is_known_by_any_name",
    ),
    TriedElsewhere(
        "an output in place of a stretch of your own that is read",
        "it is refused, even with `--force`",
        "test_a_stretch_of_ones_own_that_is_read_is_never_replaced",
    ),
    TriedElsewhere(
        "`history --html` over a report, `history --json` over results",
        "it is refused, unless `--force` is given",
        "test_what_posecheck_made_may_be_replaced_by_its_kind_only",
    ),
    TriedElsewhere(
        "an output to `/dev/stdout` or `/dev/fd/N` (`>> FILE`)",
        "it is added to the file",
        "test_a_stream_that_is_open_already_keeps_what_is_in_its_file",
    ),
    TriedElsewhere(
        "two runs of `teach` for one stretch",
        "the second is refused",
        "test_another_run_that_learns_the_same_is_refused_before_anything_is_read",
    ),
    TriedElsewhere(
        "a lock of another user that was killed, in a shared folder",
        "the next run takes it",
        "test_a_lock_that_was_left_keeps_no_other_user_of_the_folder_out",
    ),
    TriedElsewhere(
        "commands to the terminal, or line breaks, in names of clips and expectations",
        "they are printed as `\\x1b`, `\\n`",
        "test_expected_names_cannot_control_the_terminal_or_forge_a_line",
    ),
    TriedElsewhere(
        "passwords and keys in addresses",
        "they are printed, logged and kept as `***`",
        "test_passwords_and_keys_are_left_out_of_addresses_and_nothing_else",
    ),
    TriedElsewhere(
        "line breaks in names and notes, and a table (CSV)",
        "they are within their cell: no row is forged",
        "test_it_is_one_row_with_the_same_cells",
    ),
    TriedElsewhere(
        "an output under the name of a link to itself",
        "one line says so; the link stays",
        "test_a_link_to_itself_is_named_in_one_line_and_stays",
    ),
    TriedElsewhere(
        "names that a spreadsheet takes for a formula",
        "they have a `'` in front in CSV files",
        "test_a_name_is_no_formula_and_has_no_password_and_is_found_again",
    ),
    TriedElsewhere(
        "a check of your own named as another column of the tables",
        "it is refused in one line",
        "test_a_check_named_as_another_column_of_the_tables_is_a_mistake",
    ),
    TriedElsewhere(
        "a worker of the cluster is lost",
        "its clips are scored by the others",
        "test_the_clips_of_a_lost_worker_are_scored_by_the_other",
    ),
    TriedElsewhere(
        "MediaPipe fails on a frame",
        "its graph is built again, and the frame is tried once more",
        "test_after_a_graph_error_the_next_frame_is_judged_all_the_same",
    ),
    TriedElsewhere(
        "a model whose landmarks are not numbers",
        "no landmark is trusted, nothing is judged",
        "test_landmarks_that_are_not_numbers_stay_so_and_are_not_trusted",
    ),
    TriedElsewhere(
        "landmarks with arbitrary numbers",
        "a value within range, or a reason why there is none; no error",
        "test_no_nonsense_stops_an_assessment_and_all_that_follows",
    ),
    TriedElsewhere(
        "such landmarks in a session, and any commands",
        "the session continues, and its seconds stay within what was asked for",
        "test_no_nonsense_and_no_command_stops_a_session",
    ),
    TriedElsewhere(
        "any order of frames, gaps and commands in a session",
        "the session stays consistent",
        "test_whatever_happens_the_session_stays_whole",
    ),
    TriedElsewhere(
        "a clip damaged anywhere",
        "no error once it is open; whatever is intact is read",
        "test_no_damage_whatever_raises_once_a_clip_is_open",
    ),
    TriedElsewhere(
        "somebody cut off by bars: an upright clip in a wide frame, black, plain or blurred",
        "what was filmed ends at the bars: joints beyond them are not judged",
        "test_within_bars_a_person_is_found_as_in_the_picture_alone",
    ),
    TriedElsewhere(
        "pictures that change their shape, in a file, a stream or after a camera was lost",
        "each keeps its shape, with bars; nobody is squeezed",
        "test_pictures_that_change_their_size_keep_their_shape",
    ),
    TriedElsewhere(
        "a clock that leaps forward, such as that of a recorder that was halted",
        "the time of which no frame tells counts for nothing: position, hold, score, views, report",
        "test_time_that_no_frame_shows_counts_for_nothing",
    ),
    TriedElsewhere(
        "a clock that leaps by hours, and a film of it",
        "the film is written, and shows each picture for as long",
        "test_a_picture_that_is_shown_for_hours_is_written_and_shown_as_long",
    ),
    TriedElsewhere(
        "a clock that leaps by weeks, and a film of it",
        "the picture before is shown for a day",
        "test_a_picture_that_is_shown_for_years_is_shown_for_a_day",
    ),
    TriedElsewhere(
        "folders that are links, also back to themselves",
        "their clips are found, each once in every folder",
        "test_links_to_folders_and_files_are_followed_and_loops_end",
    ),
    TriedElsewhere(
        "a folder below that may not be read, a link to nothing",
        "one line names it, the others go on; exit code as for a clip that cannot be read",
        "test_a_folder_below_that_may_not_be_read_is_named",
    ),
    TriedElsewhere(
        "a camera that stands still: the same picture, to the bit, for over 2 s",
        "it is lost; the clock stops, and it is opened again as above",
        "test_a_camera_that_shows_the_same_picture_for_long_is_lost",
    ),
    TriedElsewhere(
        "a browser's recording (WebM with stamps in ms and without a rate)",
        "it has the rate and the length of its frames; films of it are encoded for 30 a second",
        "test_a_recording_of_a_browser_has_the_rate_and_the_length_of_its_frames",
    ),
    TriedElsewhere(
        "`posecheck ... >&-`, `2>&-`: streams that were closed",
        "works as usual; what would have been printed goes nowhere, and into no file",
        "test_no_file_takes_the_number_of_a_closed_stream",
    ),
    TriedElsewhere(
        "tests that overwrite a clip, or use the same name in another folder (`score_clip`)",
        "the clip as it is now is scored",
        "test_another_file_is_scored_whatever_its_name_and_the_same_one_once",
    ),
    TriedElsewhere(
        "sound whose time stamps step back, as of recordings that were joined",
        "the film has it, on the pictures' repaired clock",
        "test_sound_whose_stamps_step_back_goes_on_and_the_film_has_it",
    ),
    TriedElsewhere(
        "sound that cannot be written",
        "the film is without it from there on, with a warning; all other files come",
        "test_sound_that_cannot_be_written_costs_the_film_its_sound_only",
    ),
    TriedElsewhere(
        "an OpenCV that lacks files, as another one beside it was removed again",
        "one line leads to `posecheck doctor`, whose advice mends it",
        "test_an_opencv_of_which_files_are_missing_leads_to_what_mends_it",
    ),
    TriedElsewhere(
        "no space where clips from addresses are copied to (TMPDIR)",
        "one line names the place",
        "test_a_full_disk_for_copies_is_named",
    ),
    TriedElsewhere(
        "very few frames a second (GIFs, time-lapse, dim network cameras)",
        "recognised from 1 a second on; below that, one line says that they are too few",
        "test_a_stretch_is_recognised_whatever_the_rate",
    ),
    TriedElsewhere(
        "edges of the picture that players hide (Matroska's PixelCrop)",
        "they are not looked at",
        "test_what_players_hide_is_not_part_of_the_pictures",
    ),
)
