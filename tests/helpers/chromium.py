"""Chromium without a window, and what it can say of a page."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

Launch = Callable[..., object]

CHROMIUM = Path(os.environ.get("POSECHECK_CHROMIUM", "/usr/bin/chromium"))
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@contextmanager
def launching() -> Iterator[Launch]:
    """Launches browsers that say nothing to anybody, each with further arguments.

    One at a time: Playwright runs once in a thread. The test is skipped where there is none.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"needs Debian's package chromium ({CHROMIUM})")
    with playwright.sync_playwright() as run:

        def launch(*arguments: str) -> object:
            return run.chromium.launch(executable_path=str(CHROMIUM), args=[*QUIET, *arguments])

        yield launch


CONTRAST = """() => {
    const numbers = (colour) => colour.match(/[0-9.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = numbers(colour).map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        const colour = getComputedStyle(element).backgroundColor;
        const above = element.parentElement;
        return numbers(colour)[3] === 0 && above ? ground(above) : colour;
    };
    const texts = [...document.querySelectorAll("main *")].filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) &&
        element.namespaceURI.endsWith("xhtml"));
    return texts.filter((element) => {
        const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
    }).map((element) => element.outerHTML.slice(0, 120));
}"""
"""The texts whose contrast with their ground is under 4.5, as WCAG AA asks for."""
