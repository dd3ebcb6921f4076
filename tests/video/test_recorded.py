"""When a clip was recorded: what its file says, unless that is plainly wrong."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import av
import pytest
from clip_maker import make_clip

from posecheck.video.recorded import date_in, recorded_at

AT = datetime(2020, 3, 1, 8, 30, tzinfo=UTC)


def with_date(path, metadata):
    make_clip(path.with_name("without.mp4"), 3)
    with av.open(str(path.with_name("without.mp4"))) as source, av.open(str(path), "w") as target:
        target.metadata.update(metadata)
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return path


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv"])
def test_the_date_of_a_file_is_read(tmp_path, suffix):
    path = with_date(tmp_path / f"clip.{suffix}", {"creation_time": "2020-03-01T08:30:00Z"})
    assert recorded_at(path) == AT


def test_a_file_without_a_date_or_that_cannot_be_read_has_none(tmp_path, garbage):
    assert recorded_at(make_clip(tmp_path / "clip.mp4", 3)) is None
    assert recorded_at(garbage) is None


@pytest.mark.parametrize(
    ("metadata", "at"),
    [
        ({}, None),
        ({"creation_time": "2020-03-01T08:30:00.000000Z"}, AT),
        ({"creation_time": "2020-03-01T08:30:00"}, AT),
        ({"creation_time": "yesterday", "date": "2020-03-01T08:30:00Z"}, AT),
        ({"creation_time": "1970-01-01T00:00:00Z"}, None),
        ({"creation_time": "2999-01-01T00:00:00Z"}, None),
    ],
)
def test_a_date_is_believed_if_a_clip_can_have_it(metadata, at):
    assert date_in(metadata) == at


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Pacific/Auckland"])
def test_a_day_without_a_time_stays_that_day_everywhere(tmp_path, monkeypatch, suffix, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    at = recorded_at(with_date(tmp_path / f"clip.{suffix}", {"date": "2020-03-10"}))
    assert at is not None
    assert at.astimezone().date() == date(2020, 3, 10)
    monkeypatch.undo()
    time.tzset()


def test_the_date_with_a_time_zone_comes_first():
    east = {"com.apple.quicktime.creationdate": "2020-03-01T10:30:00+0200"}
    at = date_in({"creation_time": "2020-03-01T08:30:01Z"} | east)
    assert at == AT
    assert at.utcoffset() == timezone(timedelta(hours=2)).utcoffset(None)
