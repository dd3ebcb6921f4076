"""What kept a person out of position, summed up."""

from figures import STANDING, assessed, by_rules_alone, clip, lunge, summed_up

from posecheck.clips.rules_record import RulesRecord

BRIDGE = by_rules_alone("bridge")


def test_the_rules_out_of_position_are_summed_up():
    record = RulesRecord()
    for assessment in assessed(clip(STANDING, 1), [BRIDGE]):
        record.add(assessment)
    parts = {part.measure: part for part in record.parts(None)}
    assert parts.keys() == {
        rule.measure for rule in BRIDGE.position if "side" in {view.value for view in rule.views}
    }
    assert (parts["facing_up"].held_fraction, parts["facing_up"].min) == (0.0, 40.0)
    assert abs(parts["facing_up"].value) < 5
    assert {part.stretch for part in parts.values()} == {BRIDGE.id}


def test_frames_in_position_say_nothing():
    lunges = by_rules_alone("half_kneeling_lunge")
    assert summed_up(assessed(clip(lunge(), 1), [lunges]), named=True).rules == ()
