import re
import tomllib
from math import inf, isfinite

import pytest
from squat import SQUAT

from posecheck.errors import StretchError
from posecheck.measures import MEASURES, Measurement, Role
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import MIN_JUDGED_SHARE, Band, Grade
from posecheck.stretches.own import find_stretch
from posecheck.stretches.stretch import (
    BUILT_IN,
    FOLDER,
    MOST_CHECKS,
    Stretch,
    all_built_in,
    built_in,
)


@pytest.fixture
def load(tmp_path):
    def load(text):
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return Stretch.from_toml(path)

    return load


@pytest.mark.parametrize("stretch", all_built_in(), ids=BUILT_IN)
def test_a_built_in_stretch_holds_together(stretch):
    assert stretch.id in BUILT_IN
    assert stretch.hold_s >= 30
    assert len(stretch.check_ids) == len(set(stretch.check_ids))
    for check in stretch.check:
        assert check.views <= MEASURES[check.measure].views
        for limit, beyond, cue in zip(
            check.good, check.fix, (check.cue_low, check.cue_high), strict=True
        ):
            assert cue or limit == beyond
    assert all(set(m.views) <= MEASURES[m.measure].views for m in stretch.motion)
    assert stretch.motion, "every stretch is watched for bouncing"


@pytest.mark.parametrize("stretch", all_built_in(), ids=BUILT_IN)
def test_a_built_in_check_can_tell_good_from_bad(stretch):
    for check in stretch.check:
        assert any(isfinite(limit) for limit in check.fix)
        assert any(good != fix for good, fix in zip(check.good, check.fix, strict=True))


@pytest.mark.parametrize("stretch", all_built_in(), ids=BUILT_IN)
def test_variants_of_a_check_differ_in_view_or_in_when_they_apply(stretch):
    for check_id in stretch.check_ids:
        variants = stretch.variants(check_id)
        assert all(variant.id == check_id for variant in variants)
        unconditional = [view for variant in variants if not variant.when for view in variant.views]
        assert len(unconditional) == len(set(unconditional))


@pytest.mark.parametrize("stretch_id", BUILT_IN)
def test_a_copy_of_a_built_in_stretch_loads_the_same(stretch_id, tmp_path):
    copy = tmp_path / "my stretch.toml"
    copy.write_bytes((FOLDER / f"{stretch_id}.toml").read_bytes())
    assert find_stretch(str(copy)) == built_in(stretch_id) == find_stretch(stretch_id)


def test_every_file_in_the_folder_is_built_in():
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(BUILT_IN)
    for path in FOLDER.glob("*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf-8"))["id"] == path.stem


def test_an_own_stretch_gets_what_it_says(load):
    stretch = load(SQUAT)
    assert not stretch.has_front_leg
    assert stretch.check[0].side is Role.NEAR
    check = stretch.check[0].check
    assert check.band == Band((80, 100), (70, 110))
    assert (check.cue_low, check.cue_high, check.required) == ("Rise", "Sink", True)
    rule = stretch.position[0]
    assert rule.holds(1.2)
    assert rule.holds(-1e9)
    assert not rule.holds(1.2001)


MISTAKES = {
    "unknown measure": ('"knee_angle"', '"knee_angel"', "knee_angel"),
    "missing side": ('side = "near"\n', "", "one side"),
    "unknown side": ('side = "near"', 'side = "upper"', "side"),
    "side for a measure of both": ('"hip_height"', '"hip_height"\nside = "near"', "no side"),
    "front leg in a stretch without one": ('side = "near"', 'side = "front"', "left_right"),
    "fix inside good": ("fix = [70, 110]", "fix = [85, 110]", "enclose"),
    "good turned round": ("good = [80, 100]", "good = [100, 80]", "between"),
    "three limits": ("good = [80, 100]", "good = [80, 90, 100]", "good"),
    "a limit in words": ("good = [80, 100]", 'good = ["low", 100]', "good"),
    "min above max": ("max = 1.2", "max = 1.2\nmin = 2", "min"),
    "unknown key": ("max = 1.2", "maximum = 1.2", "maximum"),
    "unknown key at the top": ('title = "Squat"', 'title = "Squat"\ncolour = "red"', "colour"),
    "a view that cannot show it": ('views = ["side"]', 'views = ["front"]', "front"),
    "unknown view": ('views = ["side"]', 'views = ["above"]', "views"),
    "no view": ('views = ["side"]', "views = []", "views"),
    "missing cue": ('cue_low = "Rise"\n', "", "cue_low"),
    "empty cue": ('cue_high = "Sink"', 'cue_high = ""', "cue_high"),
    "missing why": ('why = "Knees bend."\n', "", "why"),
    "missing title": ('title = "Squat"\n', "", "title"),
    "no way of doing it": ('how = ["Sit down."]', "how = []", "how"),
    "an id with blanks": ('id = "squat"', 'id = "a squat"', "id"),
    "no hold": ("hold_s = 30", "hold_s = 0", "hold_s"),
    "unknown sides": ('sides = "both"', 'sides = "three"', "sides"),
    "binding in words": ("max = 1.2", 'max = 1.2\nbinding = "very"', "binding"),
    "a share of more than all": (
        "fix = [70, 110]",
        "fix = [70, 110]\njudged_share = 1.1",
        "judged_share",
    ),
    "a share of nothing": ("fix = [70, 110]", "fix = [70, 110]\njudged_share = 0", "judged_share"),
    "an id to pass for with blanks": (
        'sides = "both"',
        'sides = "both"\npasses_for = "a squat"',
        "passes_for",
    ),
    "negative tolerance": (
        "fix = [70, 110]",
        "fix = [70, 110]\ntolerance = { side = -1 }",
        "tolerance",
    ),
}


def test_a_missing_cue_is_asked_for_in_the_words_of_the_file(load):
    text = SQUAT.replace("good = [80, 100]", "good = [0, 100]")
    text = text.replace("fix = [70, 110]", "fix = [-inf, 110]").replace('cue_low = "Rise"\n', "")
    with pytest.raises(StretchError) as error:
        load(text)
    assert (
        "values below 0 are not good: say in cue_low what to do then, or if they are fine, write "
        "-inf in good and fix"
    ) in str(error.value)


@pytest.mark.parametrize(("old", "new", "key"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_file_and_key(load, old, new, key):
    assert SQUAT.count(old) == 1
    with pytest.raises(StretchError) as error:
        load(SQUAT.replace(old, new))
    message = str(error.value)
    assert "mine.toml" in message
    assert key in message
    assert "\n" not in message


def with_motion(**more):
    entries = {"measure": "trunk_lean", "side": "near", "views": ["side"], **more}
    inside = ", ".join(f"{key} = {value!r}" for key, value in entries.items())
    return SQUAT.replace("[[position]]", f"motion = [{{ {inside} }}]\n[[position]]")


def test_a_motion_that_cannot_be_seen_from_its_view_is_a_mistake(load):
    with pytest.raises(StretchError, match="front"):
        load(with_motion(views=["front"]))


def test_a_motion_is_deepest_at_high_values_unless_it_says_otherwise(load):
    (plain,) = load(with_motion()).motion
    assert (plain.deepest, plain.turning) == ("high", "at the turning points")
    (other,) = load(with_motion(deepest="low", turning="knees at their lowest")).motion
    assert (other.deepest, other.turning) == ("low", "knees at their lowest")


@pytest.mark.parametrize(("key", "value"), [("deepest", "middle"), ("turning", "")])
def test_a_mistake_in_a_motion_is_named(load, key, value):
    with pytest.raises(StretchError, match=key):
        load(with_motion(**{key: value}))


def test_a_rule_binds_only_where_it_says_so(load):
    assert not load(SQUAT).position[0].binding
    assert load(SQUAT.replace("max = 1.2", "max = 1.2\nbinding = true")).position[0].binding


def test_it_passes_for_no_other_stretch_unless_it_says_so(load):
    assert load(SQUAT).passes_for is None
    named = load(SQUAT.replace('sides = "both"', 'sides = "both"\npasses_for = "lunge"'))
    assert named.passes_for == "lunge"


def test_a_built_in_stretch_passes_for_a_built_in_one_where_it_cannot_be_recognised():
    passing = [stretch for stretch in all_built_in() if stretch.passes_for]
    assert passing
    for stretch in passing:
        assert stretch.passes_for in set(BUILT_IN) - {stretch.id}
        assert stretch.told_from < built_in(stretch.passes_for).told_from


def test_a_check_needs_the_usual_share_of_frames_unless_it_says_otherwise(load):
    assert load(SQUAT).check[0].check.judged_share == MIN_JUDGED_SHARE
    named = load(SQUAT.replace("fix = [70, 110]", "fix = [70, 110]\njudged_share = 0.5"))
    assert named.check[0].check.judged_share == 0.5


def test_a_mistake_in_a_check_names_the_check(load):
    with pytest.raises(StretchError, match="knee: "):
        load(SQUAT.replace("fix = [70, 110]", "fix = [85, 110]"))


@pytest.mark.parametrize("name", ["score", "side", "clip", "time_s", "knee_value", "info_knee"])
def test_a_check_named_as_another_column_of_the_tables_is_a_mistake(load, name):
    with pytest.raises(StretchError, match="another column of this name"):
        load(SQUAT.replace('id = "knee"', f'id = "{name}"'))


@pytest.mark.parametrize("name", ["auto", "none"])
def test_a_stretch_named_as_what_is_recognised_or_nothing_is_a_mistake(load, name):
    with pytest.raises(StretchError, match=f"id: '{name}' has another meaning"):
        load(re.sub('^id = ".*"', f'id = "{name}"', SQUAT, count=1, flags=re.MULTILINE))


def test_a_stretch_has_a_limited_number_of_checks(load):
    start = SQUAT.index("[[check]]")
    end = SQUAT.find("\n[[", start + 1)
    one = SQUAT[start : end if end > 0 else None] + "\n"
    more = "".join(one.replace('id = "knee"', f'id = "knee_{n}"') for n in range(MOST_CHECKS - 1))
    assert len(load(f"{SQUAT}\n{more}").check) == MOST_CHECKS
    with pytest.raises(StretchError, match="check: has too many entries"):
        load(f"{SQUAT}\n{more}{one.replace('knee', 'knee_more', 1)}")


def test_it_can_be_told_from_everywhere_unless_it_says_otherwise(load):
    assert load(SQUAT).told_from == set(ViewKind)
    named = load(SQUAT.replace('sides = "both"', 'sides = "both"\ntold_from = ["side", "oblique"]'))
    assert named.told_from == {ViewKind.SIDE, ViewKind.OBLIQUE}


def test_a_rule_holds_from_everywhere_unless_it_says_otherwise(load):
    assert load(SQUAT).position[0].views == set(ViewKind)
    named = load(SQUAT.replace("max = 1.2", 'max = 1.2\nviews = ["front"]'))
    assert named.position[0].views == {ViewKind.FRONT}
    for views in ("[]", '["above"]'):
        with pytest.raises(StretchError, match="views"):
            load(SQUAT.replace("max = 1.2", f"max = 1.2\nviews = {views}"))


@pytest.mark.parametrize("stretch", all_built_in(), ids=BUILT_IN)
def test_a_built_in_stretch_has_rules_wherever_it_is_told_or_checked(stretch):
    needed = stretch.told_from | {view for check in stretch.check for view in check.views}
    for view in needed:
        rules = [rule for rule in stretch.position if view in rule.views]
        assert any(view in MEASURES[rule.measure].views for rule in rules), view


def test_a_rule_that_cannot_be_read_from_its_views_is_a_mistake(load):
    text = SQUAT.replace('"hip_height"\nmax = 1.2', '"reach_behind"\nmin = 1\nviews = ["front"]')
    with pytest.raises(StretchError, match="front"):
        load(text)


def test_several_mistakes_are_named_at_once(load):
    text = SQUAT.replace('"knee_angle"', '"knee_angel"').replace("max = 1.2", "maximum = 1.2")
    with pytest.raises(StretchError) as error:
        load(text.replace('title = "Squat"', ""))
    assert all(word in str(error.value) for word in ("knee_angel", "maximum", "title"))


@pytest.mark.parametrize(
    "content",
    [b"id = ", b"id = \xff\xfe\x00binary\x00", b"\x00" * 100, b"[[check]\n", b""],
    ids=["cut off", "binary", "zeros", "bracket", "empty"],
)
def test_a_file_that_is_no_stretch_is_named(tmp_path, content):
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(StretchError, match=re.escape(str(path))):
        Stretch.from_toml(path)


def test_a_missing_file_or_a_folder_is_named(tmp_path):
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    for path in (tmp_path / "nowhere.toml", folder):
        with pytest.raises(StretchError, match=re.escape(str(path))):
            find_stretch(str(path))


def test_a_file_saved_with_a_byte_order_mark_loads(tmp_path):
    path = tmp_path / "windows.toml"
    path.write_text(SQUAT, encoding="utf-8-sig")
    assert Stretch.from_toml(path).id == "squat"


def test_other_limits_change_this_check_only():
    before = built_in("half_kneeling_lunge")
    after = before.with_limits({"front_knee": (60.0, 120.0)})
    for old, new in zip(before.check, after.check, strict=True):
        if old.id != "front_knee":
            assert new == old
            continue
        assert new.good == (60.0, 120.0)
        assert new.good[0] - new.fix[0] == pytest.approx(old.good[0] - old.fix[0])
        assert new.fix[1] - new.good[1] == pytest.approx(old.fix[1] - old.good[1])
    assert built_in("half_kneeling_lunge") == before


@pytest.mark.parametrize("ends", [(None, 0.3), (0.1, None), (None, None)])
def test_an_end_that_is_none_is_no_limit_as_in_results(ends):
    low, high = ends
    stretch = built_in("half_kneeling_lunge").with_limits({"rear_knee_down": ends})
    good = stretch.variants("rear_knee_down")[0].good
    assert good == (-inf if low is None else low, inf if high is None else high)


def test_a_limit_where_there_was_none_has_words_too():
    lunge = built_in("half_kneeling_lunge").with_limits({"rear_knee_down": (0.1, 0.2)})
    (spec,) = lunge.variants("rear_knee_down")
    low = spec.check.judge(Measurement(0.05, "T", expected_error=0.01))
    assert (low.grade, low.cue) == (Grade.FIX, "Rear knee down: the value is too low")


def test_limits_for_an_unknown_check_name_the_known_ones():
    with pytest.raises(StretchError) as error:
        built_in("bridge").with_limits({"front_knee": (60.0, 120.0)})
    assert "front_knee" in str(error.value)
    assert "hip_height" in str(error.value)


def test_the_limits_of_what_every_stretch_has_cannot_be_set():
    with pytest.raises(StretchError, match="steady has the same limits in every stretch"):
        built_in("bridge").with_limits({"steady": (0.0, 3.0)})


def test_limits_that_are_turned_round_are_a_stretch_error():
    with pytest.raises(StretchError, match="front_knee"):
        built_in("half_kneeling_lunge").with_limits({"front_knee": (110.0, 60.0)})


def test_limits_never_reach_a_variant_in_another_unit():
    pigeon = built_in("pigeon").with_limits({"spine": (0.0, 20.0)})
    units = {
        MEASURES[check.measure].unit for check in pigeon.variants("spine") if check.good[1] == 20
    }
    assert units == {"deg"}
