"""A page runs its own scripts and nothing else, whatever its data are."""

import json
import re
from base64 import b64encode
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from posecheck.outputs.report.render import (
    content_security_policy,
    json_for_script,
    render,
    shown,
)
from posecheck.support.printable import printable


@given(st.dictionaries(st.text(), st.text()))
def test_data_come_back_and_cannot_end_their_element(data):
    text = json_for_script(data)
    assert json.loads(text) == data
    assert "<" not in text


def test_the_policy_allows_exactly_the_scripts_on_the_page():
    page = render("history.html.j2", (), {}, name=None, period=None, sessions=0, stretches=[])
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert scripts
    allowed = re.findall(r"sha256-[\w+/=]+", policy.replace("&#39;", "'").split("style-src")[0])
    assert allowed == [
        f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}" for script in scripts
    ]


@given(st.text())
def test_a_page_shows_lines_and_nothing_invisible(text):
    assert "".join(shown(text).split("\n")) == printable(text.replace("\n", ""))
    assert shown(Markup(text)) == text


def test_nothing_is_allowed_by_default():
    policy = content_security_policy(["code"], ["look"])
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
