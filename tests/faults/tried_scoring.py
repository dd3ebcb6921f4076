"""Faults of long runs, scripts and clusters that need more than one call of posecheck."""

from fault import TriedElsewhere

SCORING = (
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
        "`--resume` with other settings or a newer version, and a clip that cannot be judged now",
        "its error is told, and its earlier result stays behind it",
        "test_nor_does_an_error_replace_its_result_with_other_settings",
    ),
    TriedElsewhere(
        "`--resume`, and another clip whose name only looks the same once a key is hidden in it",
        "the results of both stay",
        "test_the_result_of_another_clip_stays_that_only_looks_the_same",
    ),
    TriedElsewhere(
        "two runs with `--resume` on two names of one file (hard links)",
        "each name has a file of its own from then on, with all its results",
        "test_of_two_runs_on_two_names_of_one_file_each_has_its_own",
    ),
    TriedElsewhere(
        "`--resume` on a file of which there is a backup by hard links (`cp -al`)",
        "the backup stays as it is",
        "test_a_backup_by_hard_links_stays_as_it_is_from_the_first_line_on",
    ),
    TriedElsewhere(
        "`score`, and a clip that is overwritten, replaced, or goes on growing, while it is read",
        "one line says so, and `--resume` scores it again; exit code 2",
        "test_a_clip_that_is_changed_while_it_is_read_has_no_result",
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
        "the same at the very moment at which it is opened",
        "as well",
        "test_nor_does_one_that_is_another_one_once_it_is_open",
    ),
    TriedElsewhere(
        "a table of `score --csv` as a list for `--expect`, and clips of one name in several "
        "folders, or whose names are no UTF-8 or look like a formula",
        "each clip is compared with its own row",
        "test_a_table_is_a_list_that_its_clips_meet_whatever_they_are_called",
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
        "a worker of the cluster is lost",
        "its clips are scored by the others",
        "test_the_clips_of_a_lost_worker_are_scored_by_the_other",
    ),
    TriedElsewhere(
        "tests that overwrite a clip, or use the same name in another folder (`score_clip`)",
        "the clip as it is now is scored",
        "test_another_file_is_scored_whatever_its_name_and_the_same_one_once",
    ),
)
