"""Text from elsewhere cannot control the terminal, and can always be written."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.support.printable import (
    as_utf8,
    encodable,
    first_line,
    is_whole_name,
    printable,
    public_name,
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
    assert text == name.decode("utf-8", "backslashreplace")
    assert printable(text) == printable(os.fsdecode(name))


def test_half_a_character_can_be_written_too():
    assert encodable("a\ud800.mp4") == r"a\ud800.mp4"
    assert as_utf8("a\ud800 \udcff") == "a\ufffd \ufffd"


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
        ("http://s3cret@host/a.mp4", "http://***@host/a.mp4"),
        ("http:/s3cret@host/a.mp4", "http:/***@host/a.mp4"),
        ("http://tok@en@host", "http://***@host"),
        ("http://s3cret@host?to=me@home.org", "http://***@host?to=me@home.org"),
        ("file:///home/me@work/a.mp4", "file:///home/me@work/a.mp4"),
        ("C:/me@work/a.mp4", "C:/me@work/a.mp4"),
        *(
            (f"http://h/v?n=1&{key}=abc&t=10", f"http://h/v?n=1&{key}=***&t=10")
            for key in (
                *("jwt", "session", "sessionid", "PHPSESSID", "sid", "code", "p", "pass", "sas"),
                *("user_pass", "userpwd", "login.pw", "bearer", "X-Api-Key", "otp"),
            )
        ),
        ("http://h/v;jsessionid=abc?t=10", "http://h/v;jsessionid=***"),
        ('http://h/v?{"token":"abc"}', 'http://h/v?{"token":***'),
        ('http://h/v?{"t":1,"pw":"abc"}&n=1', 'http://h/v?{"t":1,"pw":***&n=1'),
        ("http://h/v?{token:abc}", "http://h/v?{token:***"),
        ("http://h/v?%7B%22p%22%3A%22abc%22%2C%22key%22%3A1%7D", "http://h/v?%7B%22p%22%3A***"),
        ("http://h/v?X-Api-Key:abc", "http://h/v?X-Api-Key:***"),
        *(
            (f"http://h/v?{query}", f"http://h/v?{query}")
            for query in (
                *("t=10", "file=a.mp4&page=2", "codec=h264", "pp=1&spin=2", "zipcode=1"),
                *("from=00:10", '{"t":10,"file":"a.mp4"}', "list=a,b,c", "position=1:2"),
            )
        ),
    ],
)
def test_passwords_and_keys_are_left_out_of_addresses_and_nothing_else(address, shown):
    for text in ("{}", "{}: no pictures come from there; check the address", "lost {} again"):
        assert without_passwords(text.format(address)) == text.format(shown)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://h/v?pass=my secret word&t=1", "http://h/v?pass=***&t=1"),
        ("http://h/v?t=1&pass=my secret word", "http://h/v?t=1&pass=***"),
        ('http://h/v?{"t": 1, "token": "my secret"}', 'http://h/v?{"t": 1, "token": ***'),
        ("http://h/v?X-Api-Key: my secret", "http://h/v?X-Api-Key: ***"),
        ("http://h/my clip.mp4?t=1", "http://h/my clip.mp4?t=1"),
    ],
)
def test_a_key_with_blanks_is_left_out_of_an_address_that_begins_a_line(address, shown):
    assert public_name(address) == shown
    for text in ("{}: no pictures come from there; check it", "posecheck.VideoError: {}"):
        assert without_passwords(text.format(address)) == text.format(shown)


def test_an_address_without_end_is_read_in_no_time():
    """Minutes, were what is behind each of its keys looked through."""
    assert "***" not in without_passwords("http://h/?" + "key" * 50_000)


def test_a_name_in_which_something_is_hidden_is_not_the_whole_name():
    assert is_whole_name(public_name("http://h/v?t=10"))
    assert not is_whole_name(public_name("http://h/v?key=a"))
    assert not is_whole_name(public_name("http://token@h/v"))


@given(st.text() | st.text("'=-a"))
def test_a_cell_is_never_a_formula_and_says_the_same(text):
    cell = text_cell(text)
    assert not cell.startswith(("=", "+", "-", "@"))
    assert text_in(cell) == text


def test_the_first_line_of_an_error_is_its_message():
    assert first_line(ValueError("cannot open:\n  at graph.cc:12\n")) == "cannot open"
    assert first_line(RuntimeError("\n  ")) == "RuntimeError"
