"""A coached session: what to do now, how it goes, what to say. No clock, drawing or voice here."""

from posecheck.coach.commands import Command
from posecheck.coach.events import (
    BreathTurned,
    CameraLost,
    Count,
    CueGiven,
    Event,
    GetReady,
    HoldDone,
    HoldPaused,
    HoldResumed,
    HoldStarted,
    HoldUnjudged,
    Placed,
    RestStarted,
    SafetyNote,
    SessionDone,
    SideSwitch,
    Skipped,
    StretchStarted,
    TimeLeft,
)
from posecheck.coach.person import PersonLock
from posecheck.coach.placement import Obstacle, Target
from posecheck.coach.results import PartResult, SessionResult
from posecheck.coach.session import Coach
from posecheck.coach.shown import CameraHint, CoachView, Phase, Tone

__all__ = [
    "BreathTurned",
    "CameraHint",
    "CameraLost",
    "Coach",
    "CoachView",
    "Command",
    "Count",
    "CueGiven",
    "Event",
    "GetReady",
    "HoldDone",
    "HoldPaused",
    "HoldResumed",
    "HoldStarted",
    "HoldUnjudged",
    "Obstacle",
    "PartResult",
    "PersonLock",
    "Phase",
    "Placed",
    "RestStarted",
    "SafetyNote",
    "SessionDone",
    "SessionResult",
    "SideSwitch",
    "Skipped",
    "StretchStarted",
    "Target",
    "TimeLeft",
    "Tone",
]
