"""Faults of files, names and tables that need more than one call of posecheck."""

from fault import TriedElsewhere

OUTPUTS = (
    TriedElsewhere(
        "an entry of the history that another program wrote",
        "without a time zone it is shown; if it cannot be read, it is left out, which is said",
        "test_a_row_that_cannot_be_read_is_left_out_and_nothing_else",
    ),
    TriedElsewhere(
        "words of such an entry that are no UTF-8, also escaped in its JSON",
        "what is none is U+FFFD in all files",
        "test_half_a_character_that_another_program_wrote_can_be_written_to_any_file",
    ),
    TriedElsewhere(
        "a clip called `...mp4`",
        "its results are in the folder of `--out`",
        "test_a_name_of_dots_stays_in_the_folder",
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
        "a file in a folder of `--out` that is a link, also to another disk",
        "it stays a link, and what it leads to is replaced",
        "test_a_link_stays_one_and_what_it_leads_to_is_replaced",
    ),
    TriedElsewhere(
        "a link in a folder of `--out` to a disk that is full",
        "nothing changes: all older results stay",
        "test_where_the_disk_that_a_link_leads_to_is_full_all_older_results_stay",
    ),
    TriedElsewhere(
        "a link in a folder of `--out` to a folder that is not there, or to itself",
        "it is refused in one line, before any result is made",
        "test_a_link_to_where_nothing_can_be_written_is_refused_at_once",
    ),
    TriedElsewhere(
        "`analyze a.mov --video` beside the film of `a.mp4`",
        "each keeps a film of its own: `a_annotated.mp4`, `a_annotated_2.mp4`",
        "test_a_film_takes_the_place_of_an_earlier_one_of_the_same_clip_only",
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
        "results of a folder that is closed to others, while they are made beside it",
        "they are closed to others as well",
        "test_unfinished_results_are_for_nobody_else",
    ),
    TriedElsewhere(
        "a file that is closed to others and is replaced, while the new one is written",
        "the new one is closed to them from the start",
        "test_an_unfinished_file_is_no_more_open_than_the_one_that_it_replaces",
    ),
    TriedElsewhere(
        "no space, or no folder, for temporary files (TMPDIR), and `--format trc`",
        "works as usual: its lines wait in the folder of the results",
        "test_its_lines_wait_in_its_own_folder",
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
        "names of clips that are no UTF-8",
        "what is none is written as `\\xff`, and so the names stay different",
        "test_any_file_name_can_be_written_as_utf8",
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
        "they have a `'` in front in CSV files, which `--expect` takes off",
        "test_a_name_is_no_formula_and_has_no_password_and_is_found_again",
    ),
    TriedElsewhere(
        "a check of your own named as another column of the tables",
        "it is refused in one line",
        "test_a_check_named_as_another_column_of_the_tables_is_a_mistake",
    ),
    TriedElsewhere(
        "a check of your own called `steady`, like the one that every stretch has",
        "it is refused in one line",
        "test_the_check_that_every_stretch_has_is_taken",
    ),
    TriedElsewhere(
        "modules in the current folder, such as a `signal.py` among the clips",
        "`posecheck` and `python -P -m posecheck` run none of them; without `-P` Python does",
        "test_nothing_in_the_current_folder_is_run",
    ),
    TriedElsewhere(
        "a user without a known home folder (a service, a container)",
        "works as usual; a history can be kept where `POSECHECK_DATA` names a folder",
        "test_without_a_home_every_command_says_what_it_can",
    ),
    TriedElsewhere(
        "`posecheck ... >&-`, `2>&-`: streams that were closed",
        "works as usual; what would have been printed goes nowhere, and into no file",
        "test_no_file_takes_the_number_of_a_closed_stream",
    ),
    TriedElsewhere(
        "sound that cannot be written",
        "the film is without it from there on, with a warning; all other files come",
        "test_sound_that_cannot_be_written_costs_the_film_its_sound_only",
    ),
    TriedElsewhere(
        "no space where clips from addresses are copied to (TMPDIR)",
        "one line names the place",
        "test_a_full_disk_for_copies_is_named",
    ),
)
