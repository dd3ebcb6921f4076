"""Figures for every measure, and what it must read of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from types import ModuleType

import numpy as np
import pytest
from figures import (
    HIP_WIDTH_M,
    LIMB_WIDTH_T,
    PLANK,
    SHIN_M,
    STANDING,
    THIGH_M,
    TRUNK_M,
    Figure,
    bridge,
    butterfly,
    lunge,
    pigeon,
    seen,
    sight,
    with_back,
    with_body,
)
from measure_figures import (
    AHEAD_OVER_BEHIND,
    ANKLE_AHEAD_M,
    ANKLE_OUT_M,
    ANKLE_UP_M,
    FLAT_ON_BACK,
    FRONT_KNEE_HEIGHT,
    HEAD_SEEN_OBLIQUELY,
    KNEE_RISE,
    LEGS_AHEAD,
    OUT,
    RAISED,
    REAR_KNEE_HEIGHT,
    SEATED,
    SHIN_WIDTH_T,
    TOES_M,
    UNEVEN,
    atan_seen,
    cos,
    feet_planted,
    feet_width_seen,
    leg_back,
    lift,
    mean_bulge,
    reach_of_straight_legs,
    reach_seen,
    sin,
    thigh_seen,
    thighs_seen,
    tracking_seen,
)

from posecheck.measures import (
    MEASURES,
    CannotJudge,
    Measure,
    Measurement,
    Result,
    Role,
    Sight,
    Upright,
    take,
)
from posecheck.measures.back import AVERAGE_BACK_OUTLINE, BULGE_ALONE_SHARE
from posecheck.measures.joints import FAR_KNEE_OFFSET_T, NEAR_KNEE_OFFSET_T
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind

EVERY_YAW = (0.0, 45.0, 90.0, 135.0, 180.0)
LYING_YAWS = (0.0, 45.0, 90.0)
BACK = ("back_outline", "back_depth", "back_rise", "back_rounding")
LEGS_OF_THE_MASK = (
    "leg_ahead_lower",
    "reach_behind",
    "reach_ahead",
    "back_leg_angle",
    "back_thigh_fall",
    "knee_tracking",
    "feet_width",
)
SIZES = ((640, 480), (1280, 720), (1080, 1920))


@dataclass(frozen=True)
class Case:
    """A figure from some directions, and what a measure must read there (by yaw, if it varies)."""

    measure: str
    figure: Figure
    yaws: tuple[float, ...]
    expected: float | Callable[[float], float]
    role: Role = Role.BOTH
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    within: float = 1e-3
    bulge: float = 0.0
    upright: Upright | None = None
    limb_width_t: float = LIMB_WIDTH_T

    def at(self, yaw: float) -> float:
        truth = self.expected(yaw) if callable(self.expected) else self.expected
        return truth - MEASURES[self.measure].bias

    def sight(self, yaw: float, *, mirrored: bool = False, size=(640, 480)) -> Sight:
        """From this direction; mirrored: left and right, picture and all."""
        sign = -1.0 if mirrored else 1.0
        figure = self.figure.mirrored() if mirrored else self.figure
        pose = seen(
            figure, sign * yaw, size=size, pitch_deg=self.pitch_deg, roll_deg=sign * self.roll_deg
        )
        if self.measure in BACK:
            pose = with_back(pose, self.bulge)
        elif self.measure in LEGS_OF_THE_MASK:
            pose = with_body(pose, self.limb_width_t)
        return sight(pose, Side.RIGHT if mirrored else Side.LEFT, self.upright)

    def mirrored_role(self) -> Role:
        return {Role.LEFT: Role.RIGHT, Role.RIGHT: Role.LEFT}.get(self.role, self.role)


HEAD_170 = Upright(head_angle=170, head_view=ViewKind.SIDE)

JOINT_CASES = [
    Case("knee_angle", lunge(knee=75), (90,), 75, Role.FRONT),
    Case("knee_angle", lunge(knee=140), (90,), 140, Role.FRONT),
    Case("knee_angle", lunge(knee=90), (90,), 90, Role.FRONT),
    Case("knee_angle", lunge(), (90,), 95, Role.REAR),
    Case("knee_angle_seen", lunge(knee=90), (45, 90), 90, Role.FRONT),
    Case("knee_angle_in_plane", lunge(knee=90), (90,), 90, Role.FRONT),
    Case("hip_angle_signed", bridge(hip=140), (90,), 140, Role.NEAR),
    Case("hip_angle_signed", bridge(hip=179), (90,), 179, Role.NEAR),
    Case("hip_angle_signed", bridge(hip=181), (90,), 181, Role.NEAR),
    Case("hip_angle_signed", bridge(hip=220), (90,), 220, Role.LEFT),
    Case("hip_angle", bridge(hip=140), (90,), 140, Role.NEAR),
    Case("hip_angle", bridge(hip=220), (90,), 140, Role.LEFT),
    Case("hip_angle", lunge(lean=30), (90,), 60, Role.FRONT),
    Case("trunk_lean", lunge(lean=22), (90,), 22, Role.NEAR),
    Case("trunk_lean", lunge(lean=-15), (90,), -15, Role.LEFT),
    Case("trunk_lean", butterfly(lean=85), (90,), 85, Role.NEAR),
    Case("thigh_elevation", SEATED, EVERY_YAW, thigh_seen(KNEE_RISE, OUT), Role.LEFT),
    Case("thigh_elevation", lunge(), (90,), -85, Role.REAR),
    Case("thigh_elevation", feet_planted(10), LYING_YAWS, thigh_seen(25, 10), Role.LEFT),
    Case("thighs_elevation", SEATED, EVERY_YAW, thighs_seen(KNEE_RISE, OUT)),
    Case("thighs_elevation", UNEVEN, (0, 180), (atan_seen(30) + atan_seen(10)) / 2),
    Case("thighs_elevation", feet_planted(10), LYING_YAWS, thighs_seen(25, 10)),
    Case("shin_lean", lunge(knee=70), (90,), 20, Role.FRONT),
    Case("shin_lean", lunge(knee=110), (90,), -20, Role.FRONT),
    Case("hip_extension", lunge(lean=10), (90,), 175, Role.REAR),
    Case("hip_extension", lunge(lean=10), (90,), 80, Role.FRONT),
    Case("hip_extension", lunge(lean=-10), (90,), 195, Role.REAR),
    Case("head_angle", Figure(head_drop=30), (90,), 150, Role.NEAR),
    Case("head_angle", Figure(trunk_lean=40), (90,), 180, Role.NEAR),
    Case("head_angle", Figure(), (45,), HEAD_SEEN_OBLIQUELY, Role.NEAR),
    Case("head_drop", Figure(head_drop=30), (90,), 20, Role.NEAR, upright=HEAD_170),
    Case("head_drop", Figure(), (90,), -10, Role.NEAR, upright=HEAD_170),
    Case(
        "head_drop",
        Figure(),
        (45,),
        170 - HEAD_SEEN_OBLIQUELY,
        Role.NEAR,
        upright=replace(HEAD_170, head_view=ViewKind.OBLIQUE),
    ),
    Case("trunk_side_lean", SEATED, (0, 180), 0),
    Case("trunk_side_lean", SEATED, (0, 180), 14, roll_deg=14),
    Case("trunk_side_lean", SEATED, (0, 180), 14, roll_deg=-14),
    Case("hip_line_tilt", replace(pigeon(), pelvis_roll=12), (0,), 12),
    Case("hip_line_tilt", replace(pigeon(), pelvis_roll=-18), (0,), 18),
    Case("ankle_gap", SEATED, (0, 180), abs(2 * ANKLE_OUT_M) / TRUNK_M),
    Case("ankle_gap", STANDING, (0, 180), HIP_WIDTH_M / TRUNK_M),
    Case("knee_height_difference", UNEVEN, (0, 180), (sin(30) - sin(10)) * THIGH_M / TRUNK_M),
    Case("knee_height_difference", SEATED, (0, 180), 0),
    Case("pelvis_tilt", replace(bridge(), pelvis_roll=10), (0,), 10),
    Case("pelvis_tilt", replace(bridge(), pelvis_roll=-14), (0,), 14, roll_deg=9),
    Case("knee_lift", RAISED, EVERY_YAW, SHIN_M / TRUNK_M, Role.FRONT),
    Case("knee_lift", RAISED, EVERY_YAW, 0, Role.REAR),
    Case("knee_lift", FLAT_ON_BACK, LYING_YAWS, SHIN_M / TRUNK_M, Role.LEFT),
    Case("knee_height", RAISED, (90,), REAR_KNEE_HEIGHT + FAR_KNEE_OFFSET_T, Role.REAR),
    Case("knee_height", RAISED, (-90,), REAR_KNEE_HEIGHT + NEAR_KNEE_OFFSET_T, Role.REAR),
    Case("knee_height", RAISED, (90,), FRONT_KNEE_HEIGHT + NEAR_KNEE_OFFSET_T, Role.FRONT),
    Case("knee_height", RAISED, (-90,), FRONT_KNEE_HEIGHT + FAR_KNEE_OFFSET_T, Role.FRONT),
]

POSITION_CASES = [
    Case("hip_height", lunge(), EVERY_YAW, SHIN_M / TRUNK_M),
    Case("hip_height", STANDING, EVERY_YAW, (THIGH_M + SHIN_M) / TRUNK_M),
    Case("hip_height", FLAT_ON_BACK, LYING_YAWS, (SHIN_M - sin(40) * THIGH_M) / TRUNK_M),
    Case("hip_lift", bridge(), (90,), lift(bridge())),
    Case("hip_lift", bridge(hip=150), (90,), lift(bridge(hip=150))),
    *(
        Case("hip_lift_space", legs, (45, 90), lift(legs))
        for legs in (bridge(), bridge(hip=150), FLAT_ON_BACK)
    ),
    Case("hip_lift", STANDING, (0, 180), 0),
    Case("hip_lift", STANDING, (45,), 0, within=0.1),
    Case(
        "hip_lift",
        Figure(trunk_lean=-90, thigh=dict.fromkeys(Side, (0, 0)), shin=dict.fromkeys(Side, (0, 0))),
        (0,),
        0,
        pitch_deg=30,
    ),
    Case("heel_distance", SEATED, EVERY_YAW, np.hypot(ANKLE_AHEAD_M, ANKLE_UP_M) / TRUNK_M),
    Case("heel_distance", FLAT_ON_BACK, LYING_YAWS, np.sqrt(2 - 2 * cos(50)) * THIGH_M / TRUNK_M),
    Case("knees_apart", butterfly(outward=55), EVERY_YAW, 110),
    Case("knees_apart", bridge(), LYING_YAWS, 0, within=1e-2),
    Case("knees_lead", lunge(), EVERY_YAW, (1 - cos(95)) * THIGH_M / TRUNK_M),
    Case("knees_lead", SEATED, EVERY_YAW, 0),
    Case("knees_lead", bridge(), LYING_YAWS, 0),
    *(
        Case("knee_out", STANDING, (0,), HIP_WIDTH_M / 2 / TRUNK_M, role)
        for role in (Role.LEFT, Role.RIGHT)
    ),
    Case(
        "knee_out",
        butterfly(outward=60),
        (0,),
        (HIP_WIDTH_M / 2 + sin(60) * THIGH_M) / TRUNK_M,
        Role.LEFT,
    ),
    Case("facing_up", FLAT_ON_BACK, LYING_YAWS, 90),
    Case("facing_up", bridge(shoulder_to_hip_rise=25), LYING_YAWS, 65),
    Case("facing_up", PLANK, LYING_YAWS, -80),
    Case("facing_up", lunge(lean=20), EVERY_YAW, -20),
    Case("trunk_inclination", lunge(lean=20), EVERY_YAW, 20),
    Case("trunk_inclination", lunge(lean=-20), EVERY_YAW, 20),
    Case("trunk_inclination", FLAT_ON_BACK, LYING_YAWS, 90),
    Case("knee_ahead", lunge(), EVERY_YAW, THIGH_M / TRUNK_M, Role.FRONT),
    Case("knee_ahead", lunge(), EVERY_YAW, cos(95) * THIGH_M / TRUNK_M, Role.REAR),
    Case("knee_ahead", FLAT_ON_BACK, LYING_YAWS, cos(40) * THIGH_M / TRUNK_M, Role.LEFT),
    Case("ankle_ahead", lunge(), EVERY_YAW, THIGH_M / TRUNK_M, Role.FRONT),
    Case("ankle_ahead", lunge(), EVERY_YAW, (cos(95) * THIGH_M - SHIN_M) / TRUNK_M, Role.REAR),
    Case("ankle_ahead", FLAT_ON_BACK, LYING_YAWS, cos(40) * THIGH_M / TRUNK_M, Role.LEFT),
    Case("ankles_apart", STANDING, EVERY_YAW, HIP_WIDTH_M / TRUNK_M),
    Case("ankles_apart", SEATED, EVERY_YAW, abs(2 * ANKLE_OUT_M) / TRUNK_M),
    Case("ankles_apart", FLAT_ON_BACK, LYING_YAWS, HIP_WIDTH_M / TRUNK_M),
    Case("ankles_uncrossed", STANDING, (0, 180), HIP_WIDTH_M / TRUNK_M),
    Case("ankles_uncrossed", SEATED, (0, 180), 2 * ANKLE_OUT_M / TRUNK_M),
    Case("ankles_uncrossed", SEATED, (0, 180), 2 * ANKLE_OUT_M / TRUNK_M, roll_deg=20),
    Case("knee_angle_space", lunge(knee=75), EVERY_YAW, 75, Role.FRONT),
    Case("knee_angle_space", bridge(knee=80), LYING_YAWS, 80, Role.LEFT),
    Case("hand_to_back_foot", STANDING, (90,), np.hypot(0.25, 1.09) / TRUNK_M),
    Case("hand_to_back_foot", STANDING, (45,), 1.09 / TRUNK_M, within=0.2),
]

BACK_CASES = [
    Case("back_outline", Figure(), (90,), 0, Role.NEAR, within=0.012),
    Case(
        "back_outline", lunge(lean=30), (90,), mean_bulge(0.15), Role.NEAR, within=0.012, bulge=0.15
    ),
    Case("back_outline", lunge(), (90,), mean_bulge(-0.1), Role.NEAR, within=0.012, bulge=-0.1),
    Case(
        "back_rounding",
        butterfly(lean=25),
        (90,),
        mean_bulge(0.15) + 0.03,
        Role.NEAR,
        within=0.012,
        bulge=0.15,
        upright=Upright(back_outline=-0.03),
    ),
    Case("back_depth", Figure(), (90,), 0.2, Role.NEAR, within=0.02),
    Case("back_depth", lunge(lean=30), (90,), 0.33, Role.NEAR, within=0.03, bulge=0.15),
    Case(
        "back_rise",
        lunge(lean=60),
        (90,),
        0.13,
        Role.NEAR,
        within=0.03,
        bulge=0.15,
        upright=Upright(back_depth=0.2),
    ),
    Case(
        "back_rounding",
        Figure(),
        (90,),
        -BULGE_ALONE_SHARE * AVERAGE_BACK_OUTLINE,
        Role.NEAR,
        within=0.025,
    ),
]

REAR_LEG_CASES = [
    Case("leg_ahead_lower", pigeon(), (90,), AHEAD_OVER_BEHIND, within=0.05),
    Case("reach_behind", leg_back(180, 0), (45, 90), reach_seen, within=0.1),
    Case("reach_behind", butterfly(), (90,), 0, within=0.5),
    Case("reach_ahead", LEGS_AHEAD, (45, 90), reach_of_straight_legs, within=0.05),
    Case(
        "reach_ahead",
        SEATED,
        (90,),
        (ANKLE_AHEAD_M + TOES_M) / TRUNK_M + LIMB_WIDTH_T / 2,
        within=0.05,
    ),
    Case("back_leg_angle", leg_back(180, 10), (90,), 180, within=4),
    Case("back_leg_angle", leg_back(140, 0), (90,), 140, within=8),
    Case("back_leg_angle", leg_back(140, 20), (90,), 140, within=8),
    Case("back_thigh_fall", leg_back(180, 0), (90,), 0, within=4),
    Case("back_thigh_fall", leg_back(180, 25), (90,), 25, within=5),
]

SHIN_CASES = [
    *(
        Case(name, legs, (45, 55), expected, within=0.09, limb_width_t=SHIN_WIDTH_T)
        for legs in (feet_planted(), feet_planted(12, -75, -90), feet_planted(-8, -80, 90))
        for name, expected in (
            ("knee_tracking", tracking_seen(legs)),
            ("feet_width", feet_width_seen(legs)),
        )
    ),
]

CASES = [*JOINT_CASES, *POSITION_CASES, *BACK_CASES, *REAR_LEG_CASES, *SHIN_CASES]


def name_of(value):
    return f"{value.measure}-{value.role.value}" if isinstance(value, Case) else str(value)


def close(result, expected, within=1e-3):
    assert isinstance(result, Measurement), result
    assert result.value == pytest.approx(expected, abs=within)


def is_a_result(result: Result) -> bool:
    """Whether a measure gave a number or a reason."""
    if isinstance(result, Measurement):
        return bool(np.isfinite(result.value))
    return isinstance(result, CannotJudge) and bool(result.reason)


def every_picture(cases: Iterable[Case]) -> pytest.MarkDecorator:
    """Parametrises a test by each case, each of its directions, and a mirrored world."""
    pictures = [
        pytest.param(case, yaw, mirrored, id=f"{name_of(case)}-{yaw:g}-{world}")
        for case in cases
        for yaw in case.yaws
        for mirrored, world in ((False, "as is"), (True, "mirrored"))
    ]
    return pytest.mark.parametrize(("case", "yaw", "mirrored"), pictures)


def reads_the_truth(case: Case, yaw: float, mirrored: bool) -> None:
    """Asserts that a measure reads a figure as it is, in pictures of every size."""
    role = case.mirrored_role() if mirrored else case.role
    for size in SIZES:
        result = take(case.measure, case.sight(yaw, mirrored=mirrored, size=size), role)
        close(result, case.at(yaw), case.within)
        assert result.unit == MEASURES[case.measure].unit
        assert result.expected_error > 0


def measures_in(module: ModuleType) -> set[str]:
    """The names of the measures that a module defines."""
    return {value.name for value in vars(module).values() if isinstance(value, Measure)}
