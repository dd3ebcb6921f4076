"""Text from elsewhere cannot control the terminal, and can always be written."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.support.printable import (
    encodable,
    first_line,
    printable,
    text_cell,
    text_in,
    without_passwords,
)


@given(st.text())
def test_nothing_invisible_is_left(text):
    assert all(char.isprintable() or char.isspace() for char in printable(text))
    assert not set(printable(text)) & set("\x1b\r\n\x07\u202e")


@given(st.text().filter(str.isprintable))
def test_visible_text_stays_as_it_is(text):
    assert printable(text) == text


def test_all_widths_of_spaces_are_visible():
    assert printable("a\u00a0b\u2009c") == "a\u00a0b\u2009c"


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
@given(st.binary())
def test_any_file_name_can_be_written_as_utf8(name):
    text = encodable(os.fsdecode(name))
    assert json.loads(json.dumps(text).encode("utf-8")) == text
    assert text == name.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("rtsp://me:secret@camera/1", "rtsp://me:***@camera/1"),
        ("rtsp://me:sec:r@et@camera/1", "rtsp://me:***@camera/1"),
        ("rtsp://:secret@camera/1", "rtsp://:***@camera/1"),
        ("s3://bucket/a:b@c.mp4", "s3://bucket/a:b@c.mp4"),
        ("https://h/c.mp4?X-Amz-Credential=a&n=1", "https://h/c.mp4?X-Amz-Credential=***&n=1"),
        ("https://h/c.mp4?sv=1&sig=a%2Fb", "https://h/c.mp4?sv=1&sig=***"),
        ("rtsp://me@home.org:secret@camera/1", "rtsp://me@home.org:***@camera/1"),
        ("rtsp://camera/v.cgi?user=me&passwd=a", "rtsp://camera/v.cgi?user=me&passwd=***"),
        ("srt://camera:9?passphrase=secret", "srt://camera:9?passphrase=***"),
        ("http://camera/?loginuse=me&loginpas=a", "http://camera/?loginuse=me&loginpas=***"),
        ("http://camera/v?access_code=a;n=1", "http://camera/v?access_code=***;n=1"),
        ("http://camera/v#token=a", "http://camera/v#token=***"),
        ("http://camera/v?auth=a&pw=b", "http://camera/v?auth=***&pw=***"),
        ("rtsp://camera/user=me_password=a_n=1", "rtsp://camera/user=me_password=***"),
        ("s3://bucket/day_key=3/c.mp4", "s3://bucket/day_key=3/c.mp4"),
        ("monday/pass=1.mp4", "monday/pass=1.mp4"),
        ("me@home: 1.mp4", "me@home: 1.mp4"),
        ("rtsp://me:12345@camera/1", "rtsp://me:***@camera/1"),
        ("rtsp://me:se/cret@camera/1", "rtsp://me:***@camera/1"),
        ("rtsp://me:se cret@camera/1", "rtsp://me:***@camera/1"),
        ("https://me:secret@h/a@b.mp4", "https://me:***@h/a@b.mp4"),
        ("https://h:8080/a@b.mp4", "https://h:8080/a@b.mp4"),
    ],
)
def test_passwords_and_keys_are_left_out_of_addresses_and_nothing_else(address, shown):
    for text in ("{}", "{}: no pictures come from there; check the address", "lost {} again"):
        assert without_passwords(text.format(address)) == text.format(shown)


@given(st.text())
def test_a_cell_is_never_a_formula_and_says_the_same(text):
    cell = text_cell(text)
    assert not cell.startswith(("=", "+", "-", "@"))
    assert text_in(cell) == text or text.startswith("'")


def test_the_first_line_of_an_error_is_its_message():
    assert first_line(ValueError("cannot open:\n  at graph.cc:12\n")) == "cannot open"
    assert first_line(RuntimeError("\n  ")) == "RuntimeError"
