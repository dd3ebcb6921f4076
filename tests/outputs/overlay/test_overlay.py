from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from figures import bridge, lunge, moved, seen, spoilt
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.measures import CannotJudge, Measurement, Role
from posecheck.outputs.overlay import Clock, Overlay
from posecheck.outputs.overlay.canvas import BOLD, Typeface
from posecheck.outputs.overlay.figure import Arc, arc_points, figure_of
from posecheck.outputs.overlay.labels import Labels
from posecheck.outputs.overlay.theme import INK, LOOKS, Sizes
from posecheck.outputs.overlay.words import notes
from posecheck.pose.pose import Joint, Landmark, Pose, Side
from posecheck.pose.view import View, ViewKind, ViewTracker
from posecheck.stretches.checks import Band, Grade, Verdict
from posecheck.stretches.stretch import all_built_in, built_in
from posecheck.video.frame import Image

SIZE = (960, 720)
GREY = 128
FRONT_KNEE = {Grade.GOOD: 90.0, Grade.BORDERLINE: 105.0, Grade.FIX: 130.0}
PANEL_AND_PICTURE = [(640, 480), (1280, 720), (1920, 1080), (480, 854), (96, 96), (120, 400)]


def picture(size: tuple[int, int] = SIZE, grey: int = GREY) -> Image:
    return np.full((size[1], size[0], 3), grey, np.uint8)


def lunging(front: Side = Side.LEFT, size: tuple[int, int] = SIZE) -> Pose:
    """From the side of the front leg, in the lower half of the picture."""
    yaw = 90.0 if front is Side.LEFT else -90.0
    pose = seen(lunge(front=front), yaw, size=size)
    return moved(pose, size, shift=(0, size[1] * 0.15))


def assessed(
    values: Mapping[str, float | None],
    pose: Pose | None = None,
    stretch_id: str = "half_kneeling_lunge",
    side: Side | None = Side.LEFT,
) -> Assessment:
    """An assessment with these values of some checks; None where a joint was hidden."""
    pose = pose or lunging()
    view = ViewTracker().observe(pose)
    assert view is not None
    stretch = built_in(stretch_id)
    verdicts = tuple(_judged(stretch_id, id, value, view) for id, value in values.items())
    return Assessment(
        0.0, pose, view, stretch, recognised=True, in_position=True, side=side, verdicts=verdicts
    )


def _judged(stretch_id: str, check_id: str, value: float | None, view: View) -> Verdict:
    variants = built_in(stretch_id).variants(check_id)
    spec = next((v for v in variants if view.kind in v.views), variants[0])
    if value is None:
        return spec.check.judge(CannotJudge("left ankle hidden"))
    unit = "T" if spec.measure == "back_rounding" else "deg"
    return spec.check.judge(Measurement(value, unit, 1.0))


def drawn(assessment: Assessment, size: tuple[int, int] = SIZE, grey: int = GREY) -> Image:
    return Overlay(size).draw(picture(size, grey), assessment)


def colours_between(image: Image, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """(n, 3) pixels of the middle part of a line."""
    shares = np.linspace(0.25, 0.75, 200)[:, None]
    x, y = np.rint(start + shares * (end - start)).astype(int).T
    return image[y, x].astype(int)


def share_of(colours: np.ndarray, colour: tuple[int, int, int]) -> float:
    return float((np.abs(colours - colour).max(axis=1) < 40).mean())


def around(image: Image, point: np.ndarray, radius: float) -> Image:
    x, y, r = round(point[0]), round(point[1]), int(radius)
    return image[y - r : y + r + 1, x - r : x + r + 1]


# ------------------------------------------------------------------------------------- the skeleton


def test_the_bones_that_a_check_looks_at_are_drawn_in_its_colour() -> None:
    pose = lunging()
    image = drawn(assessed({"front_knee": 90.0}, pose))
    hip, knee, ankle = (pose[joint.of(Side.LEFT)] for joint in (Joint.HIP, Joint.KNEE, Joint.ANKLE))
    good = LOOKS[Grade.GOOD].colour
    assert share_of(colours_between(image, hip, knee), good) > 0.9
    assert share_of(colours_between(image, knee, ankle), good) > 0.9


def test_face_arms_and_trunk_stay_untouched_when_only_the_knee_is_checked() -> None:
    pose = lunging()
    image = drawn(assessed({"front_knee": 90.0}, pose))
    arm = [pose[joint.of(Side.LEFT)] for joint in (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST)]
    hip = pose[Landmark.LEFT_HIP]
    assert (around(image, pose[Landmark.NOSE], 12) == GREY).all()
    for start, end in ((arm[0], arm[1]), (arm[1], arm[2]), (arm[0], hip)):
        assert (colours_between(image, start, end) == GREY).all()


@pytest.mark.parametrize("grade", Grade)
def test_every_grade_has_its_colour_on_the_bone(grade: Grade) -> None:
    pose = lunging()
    image = drawn(assessed({"front_knee": FRONT_KNEE.get(grade)}, pose))
    shin = colours_between(image, pose[Landmark.LEFT_KNEE], pose[Landmark.LEFT_ANKLE])
    assert share_of(shin, LOOKS[grade].colour) > 0.1
    for other in set(Grade) - {grade}:
        assert share_of(shin, LOOKS[other].colour) == 0


def test_grades_differ_without_colour_in_line_style_and_width() -> None:
    pose = lunging()
    start, end = pose[Landmark.LEFT_KNEE], pose[Landmark.LEFT_ANKLE]
    solid, width = {}, {}
    for grade in Grade:
        image = drawn(assessed({"front_knee": FRONT_KNEE.get(grade)}, pose))
        solid[grade] = share_of(colours_between(image, start, end), LOOKS[grade].colour)
        x, y = np.rint((start + end) / 2).astype(int)
        width[grade] = (image[y - 40 : y + 40, x - 40 : x + 40] != GREY).any(axis=2).sum()
    assert solid[Grade.GOOD] > 0.95
    assert solid[Grade.FIX] > 0.95
    assert 0.4 < solid[Grade.BORDERLINE] < 0.9
    assert solid[Grade.CANNOT_JUDGE] < 0.4
    assert width[Grade.FIX] > 1.3 * width[Grade.GOOD]


def test_the_glyphs_differ_without_colour() -> None:
    pose = lunging()
    ink = {}
    for grade, value in FRONT_KNEE.items():
        image = drawn(assessed({"front_knee": value}, pose), grey=255)
        badge = around(image, pose[Landmark.LEFT_KNEE], Sizes.of(SIZE).badge * 0.8)
        ink[grade] = np.abs(badge.astype(int) - INK).max(axis=2) < 60
    for one, other in combinations(ink.values(), 2):
        assert (one ^ other).sum() > 0.25 * max(one.sum(), other.sum())


def test_bones_of_several_checks_take_the_worst_verdict() -> None:
    pose = lunging()
    trunk = pose[Landmark.LEFT_SHOULDER], pose[Landmark.LEFT_HIP]
    image = drawn(assessed({"trunk_upright": 0.0, "flat_back": 0.2}, pose))
    assert share_of(colours_between(image, *trunk), LOOKS[Grade.FIX].colour) > 0.5
    assert share_of(colours_between(image, *trunk), LOOKS[Grade.GOOD].colour) == 0


def test_a_mirrored_person_is_drawn_mirrored() -> None:
    size = (94, 94)  # too small for text, which is not mirrored
    values = {"front_knee": 90.0, "trunk_upright": 40.0, "rear_knee_down": 0.0}
    pose = lunging(Side.LEFT, size)
    mirrored = lunging(Side.RIGHT, size)
    left = drawn(assessed(values, pose, side=Side.LEFT), size)
    right = drawn(assessed(values, mirrored, side=Side.RIGHT), size)
    assert np.allclose(mirrored[Landmark.RIGHT_KNEE][0], 94 - pose[Landmark.LEFT_KNEE][0])
    touched = np.abs(left.astype(int) - GREY).max(axis=2) > 30
    flipped = np.roll(right[:, ::-1], 1, axis=1).astype(int)
    assert touched.any()
    # The glyphs are not mirrored, nor is the light that anti-aliasing puts on edges.
    assert (np.abs(left.astype(int) - flipped).max(axis=2) > 90).mean() < 0.1 * touched.mean()


def test_a_check_is_not_drawn_from_a_view_that_cannot_show_it() -> None:
    pose = moved(seen(bridge(), 90.0, size=SIZE), SIZE, shift=(0, 100))
    unseen = assessed({"knee_tracking": None}, pose, "bridge", None)
    bare = replace(unseen, verdicts=())
    below_panel = slice(SIZE[1] // 2, None)
    assert (drawn(unseen)[below_panel] == drawn(bare)[below_panel]).all()
    assert notes(unseen) == ["knee tracking: left ankle hidden"]


def test_a_pose_found_in_a_larger_picture_is_scaled() -> None:
    pose = lunging(size=(1920, 1440))
    image = drawn(assessed({"front_knee": 90.0}, pose))
    thigh = pose[Landmark.LEFT_HIP] / 2, pose[Landmark.LEFT_KNEE] / 2
    assert share_of(colours_between(image, *thigh), LOOKS[Grade.GOOD].colour) > 0.9


SHOWN_AT_A_JOINT = {"knee_height", "back_leg_angle", "back_thigh_fall"}


@pytest.mark.parametrize("stretch", all_built_in(), ids=lambda stretch: stretch.id)
def test_every_check_of_every_stretch_has_a_place_on_the_body(stretch) -> None:
    pose = lunging()
    for spec in stretch.check:
        for kind in spec.views:
            assessment = Assessment(
                0.0, pose, View(kind, 90.0, Side.LEFT, False), stretch, True, True, Side.LEFT
            )
            figure = figure_of(spec.check.judge(CannotJudge("")), assessment)
            assert figure is not None
            assert figure.at
            assert bool(figure.bones) == (spec.measure not in SHOWN_AT_A_JOINT)


@pytest.mark.parametrize(
    ("stretch_id", "check_id", "joints"),
    [
        ("half_kneeling_lunge", "rear_knee_down", {Joint.KNEE, Joint.FOOT_INDEX}),
        ("pigeon", "back_leg", {Joint.HIP, Joint.KNEE, Joint.ANKLE}),
        ("pigeon", "back_thigh_down", {Joint.HIP, Joint.KNEE}),
        ("bridge", "knee_tracking", {Joint.HIP, Joint.KNEE, Joint.ANKLE}),
    ],
)
def test_a_check_of_the_legs_is_drawn_on_the_legs(stretch_id, check_id, joints) -> None:
    kind = next(iter(built_in(stretch_id).variants(check_id)[0].views))
    pose = seen(lunge(), 45.0 if kind is ViewKind.OBLIQUE else 90.0, size=SIZE)
    assessment = assessed({check_id: 1.0}, pose, stretch_id, Side.LEFT)
    figure = figure_of(assessment.verdicts[0], assessment)
    assert figure is not None
    legs = {landmark for joint in joints for landmark in joint.both}
    assert {landmark for bone in figure.bones for spot in bone for landmark in spot} <= legs
    assert set(figure.at) <= legs


def test_a_leg_that_is_read_from_the_mask_is_told_at_the_hip_and_has_no_bones() -> None:
    pose = lunging()
    image = drawn(assessed({"back_leg": 120.0, "back_thigh_down": 5.0}, pose, "pigeon"))
    near = pose[Landmark.LEFT_HIP]
    fix = LOOKS[Grade.FIX].colour
    badge = around(image, near, Sizes.of(SIZE).badge).reshape(-1, 3).astype(int)
    assert share_of(badge, fix) > 0.3
    for joint in (Joint.KNEE, Joint.SHOULDER):
        assert share_of(colours_between(image, near, pose[joint.of(Side.LEFT)]), fix) == 0


def test_the_rear_leg_of_the_side_in_front_is_looked_at() -> None:
    for front in Side:
        assessment = assessed({"rear_knee_down": 0.0}, lunging(front), side=front)
        figure = figure_of(assessment.verdicts[0], assessment)
        assert figure is not None
        rear = {joint.of(front.other) for joint in Joint}
        assert set(figure.at) <= rear
        assert {landmark for bone in figure.bones for spot in bone for landmark in spot} <= rear


# --------------------------------------------------------------------------------------- the values


def test_an_arc_runs_between_its_limbs_and_the_long_way_beyond_180_degrees() -> None:
    points = np.zeros((33, 2))
    points[Landmark.LEFT_HIP], points[Landmark.LEFT_ANKLE] = (10, 0), (0, 10)
    arc = Arc((Landmark.LEFT_KNEE,), (Landmark.LEFT_HIP,), (Landmark.LEFT_ANKLE,))
    short, long = arc_points(arc, points, 5.0, 90.0), arc_points(arc, points, 5.0, 270.0)
    assert np.allclose([short[0], short[-1]], [(5, 0), (0, 5)])
    assert np.allclose([long[0], long[-1]], [(5, 0), (0, 5)])
    assert (short >= -1e-9).all()
    assert (long.min(axis=0) < -4.9).all()


@settings(max_examples=60, deadline=None)
@given(
    size=st.sampled_from(PANEL_AND_PICTURE),
    shift=st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5)),
    scale=st.floats(0.1, 3.0),
    panel=st.floats(0.0, 0.5),
    at_bottom=st.booleans(),
)
def test_labels_stay_inside_the_picture_and_cover_neither_each_other_nor_the_panel(
    size, shift, scale, panel, at_bottom
) -> None:
    pose = moved(lunging(size=size), size, (shift[0] * size[0], shift[1] * size[1]), scale)
    assessment = assessed({"front_knee": 130.0, "trunk_upright": 40.0, "flat_back": 0.1}, pose)
    told = [(verdict, figure_of(verdict, assessment)) for verdict in assessment.verdicts]
    height = int(panel * size[1])
    free = (0, size[1] - height) if at_bottom else (height, size[1])
    labels = Labels(size, Sizes.of(size), Typeface())
    boxes = [label.box for label in labels.placed(told, pose.points, free, pose.points)]
    for left, top, right, low in boxes:
        assert 0 <= left < right <= size[0]
        assert free[0] <= top < low <= free[1]
    for one, other in combinations(boxes, 2):
        assert (one[:2] >= other[2:]).any() or (other[:2] >= one[2:]).any()


def test_a_label_stays_where_it_is_while_the_person_trembles() -> None:
    assessment = assessed({"front_knee": 130.0, "trunk_upright": 40.0}, lunging())
    band = Band((-15, 15), (-25, 25))
    told = [(replace(v, band=band), figure_of(v, assessment)) for v in assessment.verdicts]
    random = np.random.default_rng(1)
    trembling = [lunging().points + random.normal(0, 2, (33, 2)) for _ in range(40)]

    def offset(labels: Labels, points: np.ndarray) -> np.ndarray:
        placed = labels.placed(told, points, (100, SIZE[1]), points)
        return np.concatenate([label.box[:2] - label.anchor for label in placed])

    film = Labels(SIZE, Sizes.of(SIZE), Typeface())
    remembered = [offset(film, points) for points in trembling]
    forgotten = [offset(Labels(SIZE, Sizes.of(SIZE), Typeface()), points) for points in trembling]
    assert np.ptp(remembered, axis=0).max() < 2
    assert np.ptp(forgotten, axis=0).max() > 20


# ---------------------------------------------------------------------------------------- the panel


def panel_of(image: Image) -> Image:
    return image[: SIZE[1] // 5]


def lifted(by: float, size: tuple[int, int] = SIZE) -> Pose:
    """The person moved up by a share of the picture's height."""
    return moved(lunging(size=size), size, shift=(0, -by * size[1]))


def masked(pose: Pose) -> Pose:
    """With a body mask in the lower half of the picture, wherever the joints are."""
    mask = np.zeros(pose.size[::-1], bool)
    mask[pose.size[1] // 2 :, 400:500] = True
    return replace(pose, mask=mask)


def panel_at(image: Image) -> str:
    """At which end of a white picture the panel is, by its dark ground at the left edge."""
    dark = image[:, :3].max(axis=(1, 2)) < GREY
    assert dark[0] != dark[-1]
    return "top" if dark[0] else "bottom"


@pytest.mark.parametrize("size", [(640, 480), SIZE, (1920, 1080), (480, 854)])
def test_the_panel_stands_where_it_does_not_hide_the_head(size) -> None:
    values = {"front_knee": 130.0}
    low, high = (assessed(values, lifted(by, size)) for by in (0.0, 0.4))
    assert panel_at(drawn(low, size, grey=255)) == "top"
    assert panel_at(drawn(high, size, grey=255)) == "bottom"


def test_the_body_mask_outweighs_the_joints() -> None:
    high = lifted(0.4)
    assert panel_at(drawn(assessed({}, high), grey=255)) == "bottom"
    assert panel_at(drawn(assessed({}, masked(high)), grey=255)) == "top"


def test_the_panel_stays_for_a_second_and_then_goes_where_there_is_room() -> None:
    overlay = Overlay(SIZE)

    def shown(by: float, time_s: float, pose: bool = True) -> str:
        assessment = replace(assessed({"front_knee": 90.0}, lifted(by)), time_s=time_s)
        return panel_at(overlay.draw(picture(grey=255), assessment if pose else Assessment(time_s)))

    assert shown(0.0, 0.0, pose=False) == "top"
    assert [shown(0.4, time_s / 10) for time_s in range(1, 5)] == ["bottom"] * 4
    assert shown(0.0, 0.5, pose=False) == "bottom"
    assert [shown(0.0, time_s / 10) for time_s in range(6, 14)] == ["bottom"] * 8
    assert shown(0.4, 1.4) == "bottom"
    ends = [shown(0.0, time_s / 10) for time_s in range(15, 30)]
    assert ends == ["bottom"] * 10 + ["top"] * 5


def test_someone_who_gets_up_does_not_move_the_panel() -> None:
    overlay = Overlay(SIZE)
    low, high = (assessed({}, lifted(by)) for by in (0.0, 0.4))
    overlay.draw(picture(), low)
    for time_s in range(1, 10):
        up = replace(high, time_s=float(time_s), in_position=False)
        assert panel_at(overlay.draw(picture(grey=255), up)) == "top"


def test_a_panel_at_the_bottom_says_the_same_and_covers_no_label() -> None:
    values = {"front_knee": 130.0, "trunk_upright": 40.0, "flat_back": 0.1}
    low, high = (assessed(values, lifted(by)) for by in (0.0, 0.4))
    above, below = (Overlay(SIZE).draw(picture(), a, Clock(3.0, 30.0)) for a in (low, high))
    height = int((above[:, :2] != GREY).any(axis=(1, 2)).sum())
    assert height > 0.1 * SIZE[1]
    assert (above[:height] == below[-height:]).all()


def test_at_most_one_cue_is_shown_that_of_the_most_important_fault() -> None:
    one = drawn(assessed({"front_knee": 130.0}))
    two = drawn(assessed({"trunk_upright": 40.0, "front_knee": 130.0}))
    other = drawn(assessed({"trunk_upright": 40.0}))
    assert (panel_of(one) == panel_of(two)).all()
    assert (panel_of(one) != panel_of(other)).any()


def test_a_borderline_value_brings_no_cue() -> None:
    assert (panel_of(drawn(assessed({"front_knee": 105.0}))) != GREY).any()
    good, borderline = (drawn(assessed({"front_knee": value})) for value in (90.0, 105.0))
    assert (panel_of(good) == panel_of(borderline)).all()


def test_nobody_in_view_and_out_of_position_are_told_apart_and_nothing_is_drawn_below() -> None:
    nobody = drawn(Assessment(0.0))
    unknown = drawn(Assessment(0.0, lunging(), View(ViewKind.SIDE, 90.0, Side.LEFT, False)))
    assert (nobody != unknown).any()
    for image in (nobody, unknown):
        assert (image[: SIZE[1] // 5] > 200).any()
        assert (image[SIZE[1] // 4 :] == GREY).all()


def test_a_message_stands_in_for_the_cue() -> None:
    assessment = assessed({"front_knee": 130.0})
    image = Overlay(SIZE).draw(picture(), assessment, message="Breathe out")
    assert (panel_of(image) != panel_of(drawn(assessment))).any()


def test_the_progress_bar_grows_and_changes_colour_when_paused() -> None:
    def bar(clock: Clock, grade: Grade) -> int:
        image = Overlay(SIZE).draw(picture(), Assessment(0.0), clock).astype(int)
        return int((np.abs(image - LOOKS[grade].colour).max(axis=2) == 0).sum(axis=1).max())

    assert bar(Clock(0.0, 30.0), Grade.GOOD) == 0
    assert bar(Clock(15.0, 30.0), Grade.GOOD) == pytest.approx(SIZE[0] / 2, abs=1)
    assert bar(Clock(45.0, 30.0), Grade.GOOD) == SIZE[0]
    assert bar(Clock(15.0, 30.0, "x"), Grade.BORDERLINE) == pytest.approx(SIZE[0] / 2, abs=1)


def test_the_clock_reads_the_hold_under_way_and_why_it_is_paused() -> None:
    hold = HoldClock()
    assert Clock.of(hold, 30.0) == Clock(0.0, 30.0)
    for frame in range(31):
        hold.observe(replace(assessed({"front_knee": 90.0}), time_s=frame / 10))
    assert Clock.of(hold, 30.0).text == "3.0 / 30 s"
    for frame in range(31, 41):
        hold.observe(replace(assessed({"front_knee": 130.0}), time_s=frame / 10))
    clock = Clock.of(hold, 30.0)
    assert clock.paused == "Bring the front foot back, knee to 90 degrees"
    assert clock.text == "3.0 / 30 s"


@pytest.mark.parametrize("size", PANEL_AND_PICTURE)
@pytest.mark.parametrize("grey", [0, 255])
def test_text_of_any_length_stays_inside_the_picture_and_stands_out(size, grey) -> None:
    endless = "Bring the front foot back under the knee and breathe " * 9
    assessment = assessed({"front_knee": None}, lunging(size=size))
    clock = Clock(1234.5, 30.0, endless)
    image = Overlay(size).draw(picture(size, grey), assessment, clock, endless)
    bar = 2 + Sizes.of(size).margin
    text_rows = image[: int(min(size) * 0.2) - bar]
    assert (text_rows.min(axis=2) > 200).any()
    margin = Sizes.of(size).margin // 2
    for edge in (text_rows[:, :margin], text_rows[:, -margin:]):
        assert edge.max() < 110


def test_long_text_is_cut_by_an_ellipsis_or_wrapped() -> None:
    face = Typeface()
    words = "Keep the spine long; lean from the hips"
    assert face.fit(words, 10_000, 20) == words
    cut = face.fit(words, 150, 20, BOLD)
    assert cut.endswith("…")
    assert face.width(cut, 20, BOLD) <= 150
    assert face.fit(words, 1, 20) == ""
    lines = face.wrap(words, 250, 20, BOLD)
    assert len(lines) == 2
    assert " ".join(lines) == words
    assert all(face.width(line, 20) <= 80 for line in face.wrap("Unwrappable" * 9, 80, 20))


def test_checks_that_cannot_be_judged_for_the_same_reason_share_a_line() -> None:
    assessment = assessed({"front_knee": None, "knee_over_ankle": None})
    assert notes(assessment) == ["front knee, knee over ankle: left ankle hidden"]


# --------------------------------------------------------------------------------------- robustness


def test_the_picture_given_is_left_as_it_is() -> None:
    before = picture()
    before.setflags(write=False)
    after = Overlay(SIZE).draw(before, assessed({"front_knee": 130.0}))
    assert (before == GREY).all()
    assert (after != GREY).any()


def test_the_same_assessment_is_drawn_alike_again() -> None:
    overlay, assessment = Overlay(SIZE), assessed({"front_knee": 130.0, "trunk_upright": 40.0})
    first = overlay.draw(picture(), assessment)
    assert (overlay.draw(picture(), assessment) == first).all()


def test_a_picture_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="960, 720"):
        Overlay(SIZE).draw(picture((640, 480)), Assessment(0.0))


def test_missing_joints_are_left_out() -> None:
    pose = spoilt(lunging(), Landmark.LEFT_KNEE)
    image = drawn(assessed({"front_knee": 130.0}, pose))
    assert (image[SIZE[1] // 4 :] == GREY).all()


coordinate = st.one_of(
    st.floats(-50, 700), st.floats(allow_nan=True, allow_infinity=True), st.just(1e9)
)


@settings(max_examples=120, deadline=None)
@given(
    size=st.one_of(
        st.sampled_from([(16, 16), (1, 1), (640, 480), (480, 854)]),
        st.tuples(st.integers(1, 300), st.integers(1, 300)),
    ),
    points=st.lists(coordinate, min_size=66, max_size=66),
    value=st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True)),
    side=st.sampled_from([None, *Side]),
    kind=st.sampled_from(ViewKind),
    held_s=st.floats(0, 1e6),
    clock=st.booleans(),
    message=st.one_of(st.none(), st.text(max_size=60)),
    stretch=st.sampled_from(all_built_in()),
)
def test_nothing_makes_it_raise(
    size, points, value, side, kind, held_s, clock, message, stretch
) -> None:
    pose = replace(lunging(size=(640, 480)), points=np.reshape(points, (33, 2)))
    verdicts = tuple(
        replace(spec.check.judge(CannotJudge("")), grade=grade, value=value, unit="deg")
        for spec in stretch.check
        for grade in Grade
    )
    assessment = Assessment(
        0.0,
        pose,
        View(kind, 90.0, side, False),
        stretch,
        recognised=True,
        in_position=True,
        side=side,
        verdicts=verdicts,
    )
    image = picture(size)
    shown = Overlay(size).draw(
        image, assessment, Clock(held_s, 30.0, message) if clock else None, message
    )
    assert shown.shape == image.shape
    assert shown.dtype == np.uint8


def test_an_assessment_of_nothing_is_drawn_on_every_size() -> None:
    for size in [(1, 1), (16, 16), (95, 2000), *PANEL_AND_PICTURE]:
        empty = Assessment(0.0, lunging(), None, None, verdicts=())
        for assessment in (Assessment(0.0), empty):
            assert Overlay(size).draw(picture(size), assessment).shape[:2] == size[::-1]


def test_both_halves_are_looked_at_where_the_measure_takes_both() -> None:
    pose = seen(bridge(), 45.0, size=SIZE)
    spec = built_in("bridge").variants("knee_tracking")[0]
    assert spec.side is Role.BOTH
    assessment = assessed({"knee_tracking": 1.0}, pose, "bridge", None)
    figure = figure_of(assessment.verdicts[0], assessment)
    assert figure is not None
    shown = {landmark for bone in figure.bones for spot in bone for landmark in spot}
    assert shown == set(Joint.KNEE.both)
    assert len(figure.at) % 2 == 0
