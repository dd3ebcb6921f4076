"""What the report of a clip says."""

import pytest
from figures import assessed, clip, hidden, lunge
from recording import record, record_assessments, repeated
from results import check, result

from posecheck.clips.result import ViewPart, ViewTimePart
from posecheck.clips.stretch_record import NO_MOVEMENT
from posecheck.measures.measure import NO_BASELINE
from posecheck.outputs.report import content
from posecheck.outputs.report.words import page_value
from posecheck.pose.pose import Landmark
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in

LUNGE = built_in("half_kneeling_lunge")


def rows_of(recorded):
    return {row.id: row for row in content.check_rows(recorded.result, recorded.stretch)}


def test_what_to_work_on_first_is_said_with_value_target_and_reason(recorded_lunge):
    first = content.overview(recorded_lunge)["first"]
    part = recorded_lunge.result.check("trunk_upright")
    assert first["cue"] == part.cue
    assert page_value(part.value, part.unit, part.good) in first["text"]
    assert LUNGE.variants("trunk_upright")[0].why in first["text"]


def test_every_check_is_in_the_table_and_every_pause_under_its_hold(recorded_lunge):
    rows = content.check_rows(recorded_lunge.result, recorded_lunge.stretch)
    assert [row.id for row in rows] == [part.id for part in recorded_lunge.result.checks]
    pauses = [pause for hold in content.hold_rows(recorded_lunge) for pause in hold.pauses]
    assert [pause.reason for pause in pauses] == [
        pause.reason for hold in recorded_lunge.result.holds for pause in hold.pauses
    ]
    assert pauses


def test_a_hold_says_how_much_of_it_could_not_be_judged(recorded_lunge):
    (unseen,) = content.hold_rows(record(clip(lunge(), 4.0, yaw_deg=0.0)))
    why = f"seen from the front; needs a camera from the side or {ViewKind.OBLIQUE.words}"
    assert unseen.unjudged in {f"{s} s held, but could not be judged: {why}" for s in (3, 4)}
    assert all(hold.unjudged is None for hold in content.hold_rows(recorded_lunge))


def test_what_cannot_be_judged_says_which_camera_shows_it():
    rows = rows_of(record(clip(lunge(), 4.0, yaw_deg=45.0)))
    assert rows["front_knee"].grade is Grade.CANNOT_JUDGE
    assert "needs a camera from the side" in rows["front_knee"].reason


def test_a_hidden_joint_says_which_camera_shows_it():
    poses = [hidden(pose, Landmark.LEFT_KNEE) for pose in clip(lunge(), 4.0)]
    rows = rows_of(record_assessments(assessed(poses, [LUNGE])))
    assert rows["front_knee"].reason == "left knee hidden"
    assert rows["front_knee"].shown_from == "at 45 degrees between front and side"


@pytest.mark.parametrize(
    ("measure", "reason", "shown_from"),
    [
        ("trunk_lean", "left shoulder hidden", "at 45 degrees between front and side"),
        ("back_rise", "an arm hides the outline of the back", None),
        ("trunk_lean", NO_BASELINE.reason, None),
        ("trunk_lean", NO_MOVEMENT.reason, None),
    ],
)
def test_no_camera_is_said_to_help_where_it_would_not(measure, reason, shown_from):
    """The back of a fold is seen from the side alone, and no camera brings an upright posture."""
    pigeon = built_in("pigeon")
    unknown = check("spine", Grade.CANNOT_JUDGE, measure=measure, reason=reason)
    for part in (
        unknown,
        check(**dict(unknown, reason=f"judged in only 15% of the time; mostly {reason}")),
    ):
        seen = result(part, stretch="pigeon", view=ViewPart(kind=ViewKind.SIDE, yaw_deg=90.0))
        (row,) = content.check_rows(seen, pigeon)
        assert row.shown_from == shown_from


@pytest.mark.parametrize(("seconds", "shown_from"), [(6.6, None), (0.4, "from the side")])
def test_no_camera_is_said_to_help_where_the_clip_has_its_view(seconds, shown_from):
    hidden_back = check("flat_back", Grade.CANNOT_JUDGE, reason="an arm hides the outline")
    views = tuple(
        ViewTimePart(kind=kind, seconds=s)
        for kind, s in ((ViewKind.FRONT, 7.0), (ViewKind.SIDE, seconds))
    )
    (row,) = content.check_rows(result(hidden_back, views=views), LUNGE)
    assert row.shown_from == shown_from


@pytest.mark.parametrize("id", ["rear_knee_down", "steady"])
def test_no_camera_is_said_to_show_what_was_filmed_from_there_or_takes_time(id):
    unknown = check(id, Grade.CANNOT_JUDGE, reason="right toes outside the picture")
    seen = result(unknown, view=ViewPart(kind=ViewKind.SIDE, yaw_deg=90.0))
    (row,) = content.check_rows(seen, LUNGE)
    assert (row.reason, row.shown_from) == (unknown.reason, None)


@pytest.mark.parametrize(
    ("stretch", "id", "low", "high"),
    [
        ("half_kneeling_lunge", "trunk_upright", "leaning back", "Leaning forward"),
        ("half_kneeling_lunge", "knee_over_ankle", "behind it", "beyond the ankle"),
        ("bridge", "hip_height", "only when they rise", "lower back arches"),
        ("bridge", "knee_bend", "too near", "near the glutes"),
    ],
)
def test_why_a_check_matters_is_said_for_both_directions(stretch, id, low, high):
    """`Do not lean back` beside `leaning forward closes the hip` would contradict itself."""
    (row,) = content.check_rows(result(check(id, Grade.FIX), stretch=stretch), built_in(stretch))
    assert low in row.why
    assert high in row.why


def test_a_stretch_held_well_has_nothing_to_work_on():
    recorded = record(clip(lunge(lean=2.0), LUNGE.hold_s))
    first = content.overview(recorded)["first"]
    assert (first["label"], first["text"]) == ("Well held", None)


def test_of_repetitions_it_is_said_that_they_were_good_not_the_time():
    recorded = record(repeated(60.0))
    first = content.overview(recorded)["first"]
    assert "Good for 0% of the repetitions." in first["text"]
    counted = {row.id: row.counted for row in rows_of(recorded).values()}
    assert (counted["front_knee"], counted["steady"]) == ("repetitions", "time")


def test_the_share_that_was_good_is_said_once():
    """Leaning for a while, too short for the verdict of the clip."""
    poses = clip(lunge(lean=2.0), 30.0) + clip(lunge(lean=30.0), 6.0, start_s=30.0)
    first = content.overview(record(poses))["first"]
    assert first["label"] == "Not all the time"
    assert "% of the time" in first["cue"]
    assert "Trunk upright: " in first["text"]
    assert "% of the time" not in first["text"]


def test_the_facts_name_clip_version_and_model(recorded_lunge):
    facts = dict(content.facts(recorded_lunge, {"Asked for": "stretch auto"}))
    result = recorded_lunge.result
    assert facts["Clip"].startswith("clip.mp4, 0:10.0, 12 fps, 640 × 480")
    assert facts["Stretch"] == f"{result.stretch.id}, recognised by posecheck"
    assert facts["posecheck"] == result.version
    assert result.model.sha256 in facts["Pose model"]
    assert facts["Asked for"] == "stretch auto"
