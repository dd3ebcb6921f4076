"""Which stretch a person is doing.

posecheck's own stretches are recognised by what the pose looks like (`classifier`), as long as it
breaks none of the stretch's binding rules. Any other stretch has its position rules alone, and so
has one that the user named. Where the edge of the picture hides a leg and the model makes up its
joints, the looks come from these: there, too, a stretch is recognised by its rules alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import inf, log

from posecheck.assess.classifier import Classifier
from posecheck.assess.position import (
    InPosition,
    breaks_binding_rule,
    breaks_rules_of_one_leg_alone,
    in_position,
)
from posecheck.measures import Sight
from posecheck.pose.pose import Pose, Side
from posecheck.stretches.stretch import Stretch
from posecheck.support.debounce import LONGEST_STEP_S, SETTLE_S, SWAP_FRAMES, Debounced
from posecheck.support.fading import FadingMean

STAYS_SHARE = 0.1
"""A stretch that is recognised is left only beyond its rules' limits widened by this share: a back
that rounds shortens the trunk, by which lengths are measured."""

LIKELY = 0.5
"""A pose looks like a stretch from this probability on. Of labelled real people as many are
recognised at 0.4 and 0.6, but at 0.4 more else is taken for a stretch (`--labelled` of
`benchmarks.accuracy`)."""

STAYS_LIKELY = 0.25
"""A stretch that is recognised is left below this probability, and one that the user named where it
breaks a rule: of somebody who sat on her heels after a pigeon it was 0.15 to 0.19."""

MAYBE = 0.15
"""From this probability on the position rules are believed where the pose looks like one of the
stretches but not plainly like which; and a stretch that the user named is believed where a rule of
it could not be read, or one of its front or rear leg is broken."""

SUREST = 0.03
"""No leg is less likely to be in front than this: of rendered people that the classifier had not
seen, it took the wrong leg in 3 % of the frames in which it was surest."""

WITH_FRONT_LEG = 0.3
"""The probability of a stretch with a front leg from which the classifier is asked for the leg."""

RECOGNISED_S = 1.0
"""How long a position must be held to be recognised as a stretch: a stretch is held, and what only
passes through its position is none. With 0.5 s a side-lying clam passed for a butterfly; with 1.5 s
bridges that are repeated quickly are missed (`benchmarks.accuracy.labelled`)."""

STUMBLE_S = 0.25
"""How long a stretch that has its rules alone may be lost before it is recognised: a frame or two
in which the model stumbles. Taught ones were missed for one frame a second. What a pose looks like
is averaged, and needs no such patience."""

SMOOTHED_S = 0.25
"""Time over which the probability of a stretch is averaged: single frames may lose a leg."""


class Looks:
    """How much the person looks like each stretch, over the last moments.

    Args:
        classifier: What tells it from single poses.
    """

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._stretches: defaultdict[str, FadingMean] = defaultdict(FadingMean)
        self._fronts = {side: FadingMean() for side in Side}

    def knows(self, stretch_id: str) -> bool:
        """Whether the classifier has learned this stretch."""
        return stretch_id in self._classifier.stretch_ids

    def of(self, stretch_id: str) -> float:
        """The probability of one stretch."""
        mean = self._stretches.get(stretch_id)
        return mean.value if mean else 0.0

    @property
    def left_log_odds(self) -> float:
        """The log odds of the left leg in front; 0 where hardly any leg is."""
        left, right = (self._fronts[side].value for side in (Side.LEFT, Side.RIGHT))
        whole = left + right
        if whole < WITH_FRONT_LEG:
            return 0.0
        return log(max(left / whole, SUREST) / max(right / whole, SUREST))

    @property
    def of_any(self) -> float:
        """The probability that it is one of the stretches."""
        return sum(mean.value for mean in self._stretches.values())

    def see(self, pose: Pose) -> None:
        """Take in one pose, as the model gave it."""
        seen = pose.once(self._classifier, lambda: self._classifier.likeness(pose))
        for id, share in seen.stretches.items():
            self._stretches[id].add(share, pose.time_s, SMOOTHED_S)
        for side, share in seen.fronts.items():
            self._fronts[side].add(share, pose.time_s, SMOOTHED_S)


class Recogniser:
    """Which of several stretches is being done, over time.

    A stretch counts as recognised once it was held in position for `RECOGNISED_S` and for more
    frames than MediaPipe may swap legs for, and plain enough at one moment (`Stretch.plain_at`);
    another one takes its place only when it lasts as long.
    What was not recognised yet gives way at once; where only rules tell it, after a stumble.
    """

    def __init__(self, stretches: Sequence[Stretch], classifier: Classifier) -> None:
        self._stretches = {stretch.id: stretch for stretch in stretches}
        self.looks = Looks(classifier)
        self._doing: Debounced[str] = Debounced()
        self._recognised: set[str] = set()
        self._since_s = self._last_s = self._seen_s = -inf
        self._frames = 0
        self._is_plain = False

    def see(self, pose: Pose) -> None:
        """Take in a pose before its left and right are put right."""
        if any(self.looks.knows(id) for id in self._stretches):
            self.looks.see(pose)

    def observe(self, sight: Sight) -> tuple[Stretch | None, bool, bool]:
        """The stretch, whether it is in position, and whether it is recognised by now."""
        before = self._doing.value
        fitting = [id for id, stretch in self._stretches.items() if self._fits(stretch, sight)]
        likeliest = max(fitting, key=self.looks.of, default=None)
        seen = before if before in fitting else likeliest
        if before not in self._recognised and self._gives_way(before, seen, sight.pose.time_s):
            self._doing = Debounced()
        doing = self._doing.observe(seen, sight.pose.time_s)
        if doing is None:
            return None, False, False
        if doing in fitting:
            self._hold(doing, sight.pose, begins=doing != before)
        self._seen_s = sight.pose.time_s
        return self._stretches[doing], doing in fitting, doing in self._recognised

    def _gives_way(self, before: str | None, seen: str | None, time_s: float) -> bool:
        """Whether what is not recognised yet gives way to what is seen instead, or to nothing."""
        if seen is None and before is not None and not self.looks.knows(before):
            return time_s - self._last_s > STUMBLE_S
        return seen != before

    def _fits(self, stretch: Stretch, sight: Sight) -> bool:
        stays = self._stays(stretch.id)
        slack = STAYS_SHARE if stays else 0.0
        if self._has_rules_alone(stretch.id, sight.pose):
            position = in_position(stretch, sight, slack)
            return position is InPosition.YES or (stays and position is not InPosition.NO)
        if sight.view.kind not in stretch.told_from and self._may_be_another(stretch, stays):
            return False
        likeness = self._likeness(stretch)
        if likeness >= (STAYS_LIKELY if stays else LIKELY):
            return not breaks_binding_rule(stretch, sight, slack)
        torn = likeness >= MAYBE and self.looks.of_any >= LIKELY
        return torn and in_position(stretch, sight, slack) is InPosition.YES

    def _may_be_another(self, stretch: Stretch, stays: bool) -> bool:
        """Whether a stretch is not believed from where it cannot be told from others.

        From behind, the legs of somebody who sits are hidden: cross-legged passes for a butterfly.
        Somebody who turns away in a butterfly is still doing it; a diamond may have become one.
        """
        return bool(stretch.passes_for or (self._doubles(stretch) and not stays))

    def _stays(self, stretch_id: str) -> bool:
        """Whether it is the one that was recognised and is left only beyond wider limits."""
        return stretch_id == self._doing.value and stretch_id in self._recognised

    def _has_rules_alone(self, stretch_id: str, pose: Pose) -> bool:
        """Whether what a pose looks like says nothing about a stretch."""
        made_up = pose.legs_are_made_up and not self._stays(stretch_id)
        return made_up or not self.looks.knows(stretch_id)

    def _likeness(self, stretch: Stretch) -> float:
        """The probability of a stretch and of those that cannot always be told from it."""
        return self.looks.of(stretch.id) + sum(self.looks.of(id) for id in self._doubles(stretch))

    def _doubles(self, stretch: Stretch) -> set[str]:
        """The stretches that cannot be told from this one in every view."""
        return {
            other.id
            for other in self._stretches.values()
            if stretch.id == other.passes_for or stretch.passes_for == other.id
        }

    def _hold(self, doing: str, pose: Pose, *, begins: bool) -> None:
        time_s = pose.time_s
        # Of frames that are far apart, the next one may come later than a stumble lasts.
        gap_s = LONGEST_STEP_S if self._last_s == self._seen_s else SETTLE_S
        if begins or time_s - self._last_s > gap_s:
            self._since_s, self._frames, self._is_plain = time_s, 0, False
        self._last_s = time_s
        self._frames += 1
        looks_plain = self.looks.of_any >= self._stretches[doing].plain_at
        self._is_plain |= looks_plain or self._has_rules_alone(doing, pose)
        is_held = self._frames > SWAP_FRAMES and time_s - self._since_s >= RECOGNISED_S
        if is_held and self._is_plain:
            self._recognised.add(doing)


class NamedStretch:
    """The stretch that the user named: never overruled.

    It is in position where every rule that applies from here is read and holds. A rule that cannot
    be read makes no position: then the position must have been taken a moment ago, or the pose must
    look like the stretch. Where a rule is broken, looks decide as long as it is not a binding one.
    Where no leg is in the picture, looks say nothing.
    """

    def __init__(self, stretch: Stretch, classifier: Classifier) -> None:
        self._stretch = stretch
        self._held_s = -inf
        self.looks = Looks(classifier)

    def see(self, pose: Pose) -> None:
        """Take in a pose before its left and right are put right."""
        if self.looks.knows(self._stretch.id):
            self.looks.see(pose)

    def observe(self, sight: Sight) -> tuple[Stretch | None, bool, bool]:
        """The stretch, whether it is in position, and True: it needs no recognising."""
        fits = self._fits(sight)
        if fits:
            self._held_s = sight.pose.time_s
        return self._stretch, fits, True

    def _fits(self, sight: Sight) -> bool:
        match in_position(self._stretch, sight):
            case InPosition.YES | InPosition.UNKNOWN:
                return True
            case InPosition.UNREADABLE:
                held = sight.pose.time_s - self._held_s <= SETTLE_S
                return held or self._looks_like_it(sight, MAYBE)
            case InPosition.NO:
                mistaken = breaks_rules_of_one_leg_alone(self._stretch, sight)
                looks_like_it = self._looks_like_it(sight, MAYBE if mistaken else STAYS_LIKELY)
                return looks_like_it and not breaks_binding_rule(self._stretch, sight)

    def _looks_like_it(self, sight: Sight, least: float) -> bool:
        return sight.pose.shows_legs and self.looks.of(self._stretch.id) >= least
