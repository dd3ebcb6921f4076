"""What a learned check is called and what it says, by measure and by where the value lies."""

from collections.abc import Callable
from dataclasses import dataclass

from posecheck.measures import Role

LEG_WORDS = {
    Role.FRONT: "front ",
    Role.REAR: "back ",
    Role.NEAR: "",
    Role.FAR: "other ",
    Role.BOTH: "",
}
"""How to tell a person which leg is meant; the near one needs no word where both do the same."""


@dataclass(frozen=True)
class Words:
    """The words for a check of one measure.

    Attributes:
        id: Of the check; with the leg before it where one is meant.
        noun: What is measured.
        too_low: What to say to a value below the limits, given the value shown; `{leg}` is the leg.
        too_high: The same for a value above them.
    """

    id: str
    noun: str
    too_low: Callable[[float], str]
    too_high: Callable[[float], str]


def _always(text: str) -> Callable[[float], str]:
    return lambda shown: text


UPRIGHT_DEG = 10.0
"""A trunk that leans by no more is upright: leaving that means leaning back, or forward."""


def _lean(forward: str, back: str, *, forward_from: float) -> Callable[[float], str]:
    """Of a trunk that leans forward, and of one that leans back, where the stretch is shown."""
    return lambda shown: forward if shown > forward_from else back


LEVEL_DEG = 60.0
"""A shin that leans by more is nearly level: it turns as its knee rises or sinks."""

KNEE_UP = "Lift your {leg}knee or lower the foot"
KNEE_DOWN = "Lower your {leg}knee or lift the foot"


def _of_shin(upright: str, *, if_ahead: str, if_behind: str) -> Callable[[float], str]:
    """Of a shin that stands, and of one nearly level with its knee ahead of the foot or behind."""

    def words(shown: float) -> str:
        if abs(shown) <= LEVEL_DEG:
            return upright
        return if_ahead if shown > 0 else if_behind

    return words


WORDS = {
    "knee_angle": Words(
        "knee",
        "the angle of the {leg}knee",
        _always("Straighten your {leg}knee more"),
        _always("Bend your {leg}knee more"),
    ),
    "hip_angle": Words(
        "hip",
        "the angle of the {leg}hip, between trunk and thigh",
        _always("Open your {leg}hip more"),
        _always("Bend your {leg}hip more"),
    ),
    "hip_angle_signed": Words(
        "hip",
        "the angle of the {leg}hip, between trunk and thigh",
        _always("Open your {leg}hip more"),
        _always("Bend your {leg}hip more"),
    ),
    "hip_extension": Words(
        "hip",
        "the angle of the {leg}hip, between trunk and thigh",
        _always("Open your {leg}hip more"),
        _always("Bend your {leg}hip more"),
    ),
    "trunk_lean": Words(
        "trunk",
        "how far the trunk leans forward",
        _lean("Lean further forward", "Lean back less", forward_from=UPRIGHT_DEG),
        _lean("Lean less far forward", "Lean further back", forward_from=-UPRIGHT_DEG),
    ),
    "thigh_elevation": Words(
        "thigh",
        "how far the {leg}thigh rises",
        _always("Lift your {leg}knee or lower your hips"),
        _always("Lower your {leg}knee or lift your hips"),
    ),
    "shin_lean": Words(
        "shin",
        "how far the {leg}shin leans forward",
        _of_shin("Bring your {leg}knee further forward", if_ahead=KNEE_DOWN, if_behind=KNEE_UP),
        _of_shin("Bring your {leg}knee further back", if_ahead=KNEE_UP, if_behind=KNEE_DOWN),
    ),
    "head_angle": Words(
        "head",
        "the angle between head and trunk",
        _always("Bring your head in line with your back"),
        _always("Let your head drop a little more"),
    ),
    "hip_lift": Words(
        "hips",
        "how far the hips are above the line from shoulders to ankles",
        _always("Lift your hips higher"),
        _always("Lower your hips"),
    ),
    "trunk_side_lean": Words(
        "trunk",
        "how far the trunk leans to the side",
        _always("Lean further to the side"),
        _always("Lean less to the side"),
    ),
    "ankle_gap": Words(
        "feet",
        "the gap between the ankles",
        _always("Bring your feet further apart"),
        _always("Bring your feet closer together"),
    ),
    "knee_height_difference": Words(
        "knees_even",
        "how much higher one knee is than the other",
        _always("Lift one knee higher than the other"),
        _always("Bring your knees to the same height"),
    ),
    "thighs_elevation": Words(
        "thighs",
        "how far both thighs rise",
        _always("Lift your knees higher"),
        _always("Let your knees sink"),
    ),
}
"""By measure, in the order in which they are chosen: what a joint does comes before where a limb
points."""


def check_id(measure: str, role: Role) -> str:
    """What a learned check is called: `front_knee`; no leg is named where it is not about one."""
    words = WORDS[measure]
    leg = LEG_WORDS[role].strip() if "{leg}" in words.noun else ""
    return f"{leg}_{words.id}".lstrip("_")


def noun(measure: str, role: Role) -> str:
    """What a check measures, in words."""
    return WORDS[measure].noun.format(leg=LEG_WORDS[role])


def cues(measure: str, role: Role, shown: float) -> tuple[str, str]:
    """What to say to a value that is too low, and to one that is too high.

    Args:
        measure: The measure's name.
        role: The half of the body it is taken on.
        shown: The value in the recording.
    """
    words, leg = WORDS[measure], LEG_WORDS[role]
    return words.too_low(shown).format(leg=leg), words.too_high(shown).format(leg=leg)


def value_words(value: float, unit: str) -> str:
    """A value as text, with its unit: `53 degrees`."""
    if unit == "deg":
        return f"{value:.0f} degree{'s' if abs(round(value)) != 1 else ''}"
    return f"{value:.2f} trunk lengths" if unit == "T" else f"{value:.2f}"


def span_words(shown: tuple[float, float], unit: str) -> str:
    """The least and the greatest value as text: `51 to 53 degrees`."""
    low, high = (value_words(value, unit) for value in shown)
    return low if low == high else f"{low.split()[0]} to {high}"
