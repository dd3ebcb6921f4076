"""The result of a clip: the JSON contract, schema 1, that every use of posecheck prints or writes.

`clips/record.py` fills it from the frames; docs/JSON.md describes it for users.
"""

from html import escape
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from posecheck.measures import Role
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.version import __version__

SideWord = Literal["left", "right", "both"]


class JsonPart(BaseModel):
    """Part of a JSON document that posecheck writes; unknown keys are ignored when it is read."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class ClipPart(JsonPart):
    """The clip itself.

    Attributes:
        path: As the user gave it.
        frames: The number of frames read.
        frames_analyzed: The number of frames the model looked at.
        duration_s: Seconds from the start of the first frame to the end of the last one.
        fps: Frames per second on average; 0 for a picture.
        size: (width, height) in pixels, upright.
        truncated: Whether the file ends before its own header says so.
        from_s: Where the part that was analysed begins, in seconds from the start of the file.
        to_s: Where it ends; None for the end of the file.
    """

    path: str
    frames: int
    frames_analyzed: int
    duration_s: float
    fps: float
    size: tuple[int, int]
    truncated: bool
    from_s: float = 0.0
    to_s: float | None = None


class ModelPart(JsonPart):
    """The pose model that was used."""

    file: str
    sha256: str


class StretchPart(JsonPart):
    """The stretch that was done.

    Attributes:
        id: None where the person was never in position.
        recognised: Whether posecheck found it; False where the user named it.
        confidence: This stretch's share of the frames in position for any stretch, 0 to 1.
    """

    id: str | None
    recognised: bool
    confidence: float


class ViewPart(JsonPart):
    """The side from which the camera saw the person most of the time.

    Attributes:
        kind: None where nobody was found.
        yaw_deg: 0 seen from the front, 90 from the side, 180 from behind.
    """

    kind: ViewKind | None
    yaw_deg: float | None


class ViewTimePart(JsonPart):
    """For how many seconds the person was seen from one side, in position or not."""

    kind: ViewKind
    seconds: float


class PersonPart(JsonPart):
    """The share of frames in which a person was found, 0 to 1."""

    found_fraction: float


class CheckPart(JsonPart):
    """One check over the whole clip.

    Attributes:
        id: As in the stretch's TOML file, or `steady`.
        measure: What was measured; it tells the variants of a check apart. Empty for `steady`.
        verdict: The grade of `value`.
        value: In `unit`; the median over the frames in position, for `steady` the highest. None
            where the check cannot be judged.
        unit: `deg`, `T` (trunk lengths), `ratio` or `reversals`.
        uncertainty: In `unit`; by how much the true value may be higher or lower, in 90 % of cases,
            where the value is an estimate. 0 where it was read directly.
        good: (low, high) in `unit`; None where there is no limit.
        reason: Why it cannot be judged, or a remark on how it was measured.
        cue: What to tell the person; None where nothing is to be corrected.
        good_fraction: The share of the judged frames that were good, 0 to 1.
        frames_judged: The number of frames in which the check could be judged.
        side: The front leg of which this is said, where each was in front and they differ: the
            worse side, or the only one that could be judged. None where it is said of the whole
            clip.
        unscored_fault: Whether it is required and was at fix for a part of the time, but has no
            verdict on the clip: the clock may have stopped for it, the score leaves it out.
    """

    id: str
    measure: str = ""
    verdict: Grade
    value: float | None
    unit: str
    uncertainty: float = 0.0
    good: tuple[float | None, float | None]
    reason: str | None
    cue: str | None
    good_fraction: float | None
    frames_judged: int
    side: SideWord | None = None
    unscored_fault: bool = False


class InformationPart(JsonPart):
    """A value without a verdict: its median over the frames in position.

    Attributes:
        id: As in the stretch's TOML file.
        value: In `unit`.
        unit: `deg`, `T` (trunk lengths) or `ratio`.
        uncertainty: As in a check.
    """

    id: str
    value: float
    unit: str
    uncertainty: float = 0.0


class RulePart(JsonPart):
    """One position rule over the frames out of position.

    Attributes:
        stretch: The stretch that it belongs to.
        measure: What it measures, in `unit`.
        side: The half of the body; `both` for a measure of the whole body.
        unit: `deg`, `T` (trunk lengths) or `ratio`.
        min: The least value that fits; None where there is no limit.
        max: The greatest value that fits; None where there is no limit.
        value: The median; None where it could not be read.
        held_fraction: The share of these frames in which it held, 0 to 1.
        reason: Why it could not be read in some of them.
    """

    stretch: str
    measure: str
    side: Role
    unit: str
    min: float | None
    max: float | None
    value: float | None
    held_fraction: float
    reason: str | None


class TurningPointPart(JsonPart):
    """Where one repetition of a stretch was deepest.

    Attributes:
        at_s: Seconds from the start of the clip.
        value: The main movement of the stretch there, in `unit`; None where it is seen to turn, but
            from where its value cannot be told.
        unit: `deg`.
    """

    at_s: float
    value: float | None
    unit: str


class PausePart(JsonPart):
    """When the hold clock stopped, in seconds from the start of the clip, and why."""

    at_s: float
    reason: str


class HoldPart(JsonPart):
    """One stretch held on one side, pauses included.

    Attributes:
        side: The front leg; `both` for a stretch without one.
        start_s: Seconds from the start of the clip.
        end_s: Seconds from the start of the clip.
        clock_s: The seconds on the hold clock: without a required check seen at fix.
        good_s: The seconds of them held well: those in which the main check could be judged, too.
        pauses: When the clock stopped in between.
        score: As the score of the clip, but of this hold; None where too little was judged.
        information: As that of the clip, but of this hold.
        unjudged: Why what the clock counted beyond `good_s` could mostly not be judged; None where
            that is nothing.
    """

    side: SideWord
    start_s: float
    end_s: float
    clock_s: float = 0.0
    good_s: float
    pauses: tuple[PausePart, ...]
    score: float | None = None
    information: tuple[InformationPart, ...] = ()
    unjudged: str | None = None


def _value(part: CheckPart) -> str:
    """The value of a check, and by how much it may be off: `96.2 ± 7`."""
    if part.value is None:
        return ""
    return f"{part.value:g}" + (f" ± {part.uncertainty:g}" if part.uncertainty else "")


def _remarks(part: CheckPart) -> str:
    """What to do, and why it cannot be judged or what to know about how it was."""
    leg = f"with the {part.side} leg in front" if part.side else None
    return "; ".join(filter(None, (part.cue, leg, part.reason)))


class ClipResult(JsonPart):
    """Everything posecheck says of a clip.

    Attributes:
        schema_: The version of this contract; `schema` in JSON.
        version: The version of posecheck.
        clip: The clip itself.
        model: The pose model.
        name: Whose clip it is; None where the user gave no name.
        note: What the user noted about it.
        stretch: The stretch that was done, of several the one held longest.
        side: The front leg, or `both`; None where it is unknown or nothing was done.
        view: Where the camera stood.
        views: For how long from each side, the longest first.
        person: How often a person was found.
        in_position_s: Seconds in position for the stretch; moments away that the clock bridges
            count.
        judged_fraction: The share of that time in which the main check could be judged, 0 to 1;
            None where the person was never in position.
        good_hold_s: Seconds held well, over all holds.
        checks: Every check of the stretch; empty where nothing was done.
        variants: Further variants of a check, where one clip shows several.
        information: Values without a verdict.
        rules: What the position rules read while the person was out of position: those of the
            stretch that was done, else of the one that came nearest.
        obstacle: What else kept the person out of position for most of the clip: that another leg
            is in front than the user named. None where nothing did.
        repetitions: How often it was done; 0 where it was held, or neither can be said.
        turning_points: Where each repetition was deepest.
        holds: In order; empty for a picture.
        score: The share of the time held and judged without a required check at fix, 0 to 100;
            see docs/JUDGING.md. None where too little of it could be judged for a verdict.
        parts: Where several stretches were done one after the other, a result for each, as for a
            clip of its own from `clip.from_s` to `clip.to_s`; else empty.
    """

    schema_: Literal[1] = Field(default=1, alias="schema")
    version: str = __version__
    clip: ClipPart
    model: ModelPart
    name: str | None = None
    note: str | None = None
    stretch: StretchPart
    side: SideWord | None
    view: ViewPart
    views: tuple[ViewTimePart, ...] = ()
    person: PersonPart
    in_position_s: float
    judged_fraction: float | None = None
    good_hold_s: float
    checks: tuple[CheckPart, ...]
    variants: tuple[CheckPart, ...] = ()
    information: tuple[InformationPart, ...]
    rules: tuple[RulePart, ...] = ()
    obstacle: str | None = None
    repetitions: int = 0
    turning_points: tuple[TurningPointPart, ...] = ()
    holds: tuple[HoldPart, ...]
    score: float | None
    parts: "tuple[ClipResult, ...]" = ()

    @property
    def judged(self) -> bool:
        """Whether any check could be judged."""
        return any(check.verdict is not Grade.CANNOT_JUDGE for check in self.checks)

    @property
    def score_remark(self) -> str | None:
        """Which faults the score leaves out; None where it leaves out none, or there is no score.

        For every output that shows the score, beside it.
        """
        names = [check.id.replace("_", " ") for check in self.checks if check.unscored_fault]
        if self.score is None or not names:
            return None
        was, has = ("was", "has") if len(names) == 1 else ("were", "have")
        left_out = " and ".join(names)
        return f"not counting {left_out}, which {was} at fix for a while, but {has} no verdict"

    @property
    def all_checks(self) -> tuple[CheckPart, ...]:
        """Every check, each followed by its further variants."""
        return tuple(
            part
            for check in self.checks
            for part in (check, *(other for other in self.variants if other.id == check.id))
        )

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, which has no duration and no hold."""
        return self.clip.frames == 1 and not self.clip.duration_s

    def check(self, check_id: str) -> CheckPart:
        """One check of the stretch.

        Args:
            check_id: As in the stretch's TOML file, or `steady`.

        Raises:
            KeyError: If the stretch has no such check, or nobody was in position.
        """
        found = [check for check in self.checks if check.id == check_id]
        if not found:
            raise KeyError(check_id)
        return found[0]

    def _repr_html_(self) -> str:
        """What a notebook shows of it: the stretch, the score, and a line for each check."""
        cells = (
            (part.id, part.verdict, _value(part), part.unit, _remarks(part))
            for part in self.all_checks
        )
        words = ("check", "verdict", "value", "unit", "what to do, and what to know")
        head = "".join(f"<th>{word}</th>" for word in words)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in cells
        )
        score = "no score" if self.score is None else f"score {self.score:g}"
        score = "; ".join(filter(None, (score, self.score_remark)))
        what = escape(f"{self.stretch.id or 'not in position'}, {self.clip.path}: {score}")
        return f"<p><b>{what}</b></p><table><tr>{head}</tr>{rows}</table>"

    def to_json(self, indent: int | None = None) -> str:
        """The contract as JSON text, on one line unless an indent is given."""
        return self.model_dump_json(by_alias=True, indent=indent)
