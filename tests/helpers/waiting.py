"""Waiting for a page."""

import time


def until(page, code: str, seconds: float = 20.0) -> None:
    """Wait for an expression to become true: Playwright's own way needs `eval`, which is barred."""
    end_s = time.monotonic() + seconds
    while not page.evaluate(code):
        assert time.monotonic() < end_s, f"never true: {code}"
        page.wait_for_timeout(30)
