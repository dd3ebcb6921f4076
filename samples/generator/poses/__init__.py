"""The stretches and the negatives, each built from anatomical angles and put on the floor.

A posture is *planted* once: the parameters of its hold decide where the feet, knees and shoulders
rest. While its parameters then change over time, those contacts stay where they are and the legs
follow by inverse kinematics, so nothing slides. Angles are degrees, lengths metres.
"""

from typing import Any

from samples.generator.poses.bridge import Bridge, BridgeParameters
from samples.generator.poses.figure import Figure, FigureParameters
from samples.generator.poses.lunge import Lunge, LungeParameters
from samples.generator.poses.near_misses import (
    Kneeling,
    KneelingParameters,
    LongSitting,
    LongSittingParameters,
    SideLying,
    SideLyingParameters,
)
from samples.generator.poses.pigeon import Pigeon, PigeonParameters
from samples.generator.poses.posture import Posture
from samples.generator.poses.resting import (
    Chair,
    ChairParameters,
    FlatParameters,
    LyingFlat,
    Plank,
)
from samples.generator.poses.seated import Seated, SeatedParameters
from samples.generator.poses.upright import Upright, UprightParameters, Walk, WalkParameters

POSTURES: dict[str, tuple[type[Posture[Any]], type]] = {
    "bridge": (Bridge, BridgeParameters),
    "half_kneeling_lunge": (Lunge, LungeParameters),
    "pigeon": (Pigeon, PigeonParameters),
    "seated": (Seated, SeatedParameters),
    "standing": (Upright, UprightParameters),
    "walking": (Walk, WalkParameters),
    "chair": (Chair, ChairParameters),
    "lying_flat": (LyingFlat, FlatParameters),
    "plank": (Plank, FlatParameters),
    "kneeling": (Kneeling, KneelingParameters),
    "long_sitting": (LongSitting, LongSittingParameters),
    "side_lying": (SideLying, SideLyingParameters),
    "figure": (Figure, FigureParameters),
}
