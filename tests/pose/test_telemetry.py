"""MediaPipe's reports are blocked in the C libraries' environment, and in nothing else."""

import os
import threading

import pytest
from native_environment import native, needs_posix

from posecheck.pose.telemetry import ALLOW_TELEMETRY, REFUSING_PROXY, Reports

pytestmark = needs_posix

USERS_PROXY = "http://proxy.example:3128"


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def reports():
    return Reports()


def test_reports_are_blocked_until_the_last_block_is_taken_back(reports):
    reports.block()
    reports.block()
    reports.allow()
    assert native("https_proxy") == REFUSING_PROXY
    reports.allow()
    assert native("https_proxy") is None


def test_python_sees_nothing_of_it(reports):
    before = dict(os.environ)
    reports.block()
    assert dict(os.environ) == before
    reports.allow()


def test_reports_that_the_user_allows_are_not_blocked(reports, monkeypatch):
    monkeypatch.setenv(ALLOW_TELEMETRY, "1")
    monkeypatch.setenv("https_proxy", USERS_PROXY)
    reports.block()
    assert native("https_proxy") == USERS_PROXY
    reports.allow()
    assert native("https_proxy") == USERS_PROXY


def test_a_proxy_that_the_user_sets_meanwhile_is_the_one_afterwards(reports, monkeypatch):
    reports.block()
    monkeypatch.setenv("https_proxy", USERS_PROXY)
    reports.allow()
    assert native("https_proxy") == USERS_PROXY


@pytest.mark.parametrize("variable", ["no_proxy", "NO_PROXY"])
@pytest.mark.parametrize(
    ("hosts", "meanwhile"),
    [
        ("camera.local,10.0.0.7", None),
        ("camera.local, .googleapis.com", "camera.local"),
        ("PLAY.googleapis.com other.com", "other.com"),
        ("notplay.googleapis.com", None),
        ("com", "localhost"),
        ("*", "localhost"),
    ],
)
def test_the_users_hosts_without_a_proxy_stay_except_mediapipes(
    reports, monkeypatch, variable, hosts, meanwhile
):
    monkeypatch.setenv(variable, hosts)
    reports.block()
    if meanwhile:
        assert native("no_proxy") == meanwhile
    else:
        assert native(variable) == hosts
    reports.allow()
    assert native(variable) == hosts
    assert variable == "no_proxy" or native("no_proxy") is None


def test_threads_may_block_and_allow_at_any_time(reports):
    seen = []

    def use():
        for _ in range(200):
            reports.block()
            seen.append(native("https_proxy"))
            reports.allow()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [REFUSING_PROXY] * 800
    assert native("https_proxy") is None
