"""The charts of a report's timeline as data for `templates/charts.js`."""

from dataclasses import replace
from math import inf, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.outputs.numbers import scaled, unit_suffix
from posecheck.outputs.report.recorder import Recorded, chart_title
from posecheck.outputs.report.thinning import broken_at_gaps, extremes, worst_runs
from posecheck.outputs.report.track import Limits, Track
from posecheck.outputs.report.words import page_limits, page_value
from posecheck.stretches.checks import Band


def chart_data(recorded: Recorded) -> dict[str, Any]:
    """The timeline: the seconds held and the value of each check over time, ready for JSON.

    Of each chart `good` are the limits of the verdict on the clip; `limits` says from which second
    on which hold, the first of them from the start.
    """
    stretch = recorded.stretch
    charts = []
    if stretch is not None:
        asked = Limits(Band((stretch.hold_s, inf), (-inf, inf)))
        held = replace(recorded.held, known_limits=[asked], unit="s")
        charts.append(_chart("held", "Seconds held well", held, recorded))
    charts += [
        _chart(id, chart_title(id, recorded.tracks), track, recorded)
        for id, track in recorded.tracks.items()
    ]
    return {
        "start": round(recorded.start_s, 3),
        "end": round(recorded.end_s, 3),
        "half_frame": _half_frame_s(recorded),
        "charts": charts,
    }


def _half_frame_s(recorded: Recorded) -> float:
    """How far into a frame to seek so that it is shown, and not the one before.

    Times are rounded, and browsers show the frame before a time that is too early by any amount.
    """
    steps_s = np.diff(recorded.times_s)
    return round(float(steps_s[steps_s > 0].min()) / 2, 4) if (steps_s > 0).any() else 0.0


def _chart(id: str, title: str, track: Track, recorded: Recorded) -> dict[str, Any]:
    values, seconds, unit = track.numbers, np.array(recorded.times_s), track.unit
    times_s, line = broken_at_gaps(seconds, values)
    _, off = broken_at_gaps(seconds, np.array(track.uncertainties))
    kept = extremes(line)
    runs = worst_runs(recorded.times_s, track.codes, recorded.end_s)
    return {
        "id": id,
        "title": title,
        "unit": unit_suffix(unit).partition(" of ")[0],
        "good": _ends(track.limits.band.good, unit),
        "note": track.limits.note,
        "limits": [
            {
                "from": round(float(seconds[frame]), 3),
                "good": _ends(limits.band.good, unit),
                "fix": _ends(limits.band.fix, unit),
            }
            for frame, limits in track.limits_over_time()
        ],
        "x": [round(float(time_s), 3) for time_s in times_s[kept]],
        "y": [
            None if np.isnan(value) else float(f"{scaled(value, unit):.4g}") for value in line[kept]
        ],
        "off": _uncertainties(off[kept], unit),
        "runs": [(round(start_s, 3), round(end_s, 3), int(code)) for start_s, end_s, code in runs],
        "words": _chart_words(title, values, track),
    }


def _uncertainties(off: NDArray[np.float64], unit: str) -> list[int] | None:
    """How far off each value may be as it is shown; None where all were measured."""
    shown = [round(scaled(float(one), unit)) for one in np.nan_to_num(off)]
    return shown if any(shown) else None


def _ends(limits: tuple[float, float], unit: str) -> list[float | None]:
    """The limits as they are shown; None where there is none."""
    return [round(scaled(limit, unit), 4) if isfinite(limit) else None for limit in limits]


def _chart_words(title: str, values: NDArray[np.float64], track: Track) -> str:
    """What a chart shows, for people who do not see it."""
    low, high = (page_value(float(end(values)), track.unit) for end in (np.nanmin, np.nanmax))
    limits = track.limits
    note = f" ({limits.note})" if limits.note else ""
    target = page_limits(*limits.band.good, track.unit)
    return f"{title}: {low} to {high} over the clip; target {target}{note}."
