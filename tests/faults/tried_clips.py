"""Faults of clips, pictures and poses that need more than one call of posecheck."""

from fault import TriedElsewhere

CLIPS = (
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
        "a browser's recording (WebM with stamps in ms and without a rate)",
        "it has the rate and the length of its frames; films of it are encoded for 30 a second",
        "test_a_recording_of_a_browser_has_the_rate_and_the_length_of_its_frames",
    ),
    TriedElsewhere(
        "sound whose time stamps step back, as of recordings that were joined",
        "the film has it, on the pictures' repaired clock",
        "test_sound_whose_stamps_step_back_goes_on_and_the_film_has_it",
    ),
    TriedElsewhere(
        "an OpenCV that lacks files, as another one beside it was removed again",
        "one line leads to `posecheck doctor`, whose advice mends it",
        "test_an_opencv_of_which_files_are_missing_leads_to_what_mends_it",
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
