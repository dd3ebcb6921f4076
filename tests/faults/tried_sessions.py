"""Faults of live sessions that need more than one call of posecheck."""

from fault import TriedElsewhere

SESSIONS = (
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
        "a folder that is made meanwhile under the name of a film",
        "the film has a free name beside it, which one line says",
        "test_where_it_cannot_have_its_name_it_stays_under_a_free_one_that_is_told",
    ),
    TriedElsewhere(
        "the same while a stretch is shown to `teach --live`",
        "as well",
        "test_a_film_that_cannot_have_its_name_gets_a_free_one_that_is_told",
    ),
    TriedElsewhere(
        "a session in the browser without a folder for temporary files",
        "one line says that there is no report; the session ends as any other",
        "test_without_one_there_is_no_report_which_one_line_says",
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
        "a camera that stands still: the same picture, to the bit, for over 2 s",
        "it is lost; the clock stops, and it is opened again as above",
        "test_a_camera_that_shows_the_same_picture_for_long_is_lost",
    ),
)
