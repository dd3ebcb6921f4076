"""A headless Chromium that takes part in a session: `python -m benchmarks.speed.camera_page URL`.

The environment says the rest: `CAMERA` is the Motion JPEG that stands for its camera, `SECONDS` how
long it stays, `RESULTS` where it writes, as JSON, for each frame that got an overlay when it was
captured and how long after that the overlay was drawn, both in ms.
"""

import json
import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("POSECHECK_CHROMIUM", "/usr/bin/chromium")
WARM_MS = 5000
"""The model's first frames are left out."""

OBSERVE = """
window.overlays = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    window.overlays.push([startTime, duration]);
  }
}).observe({ type: "measure" });
"""


def main() -> None:
    """Film for a while, then quit the session."""
    camera = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={os.environ['CAMERA']}",
    ]
    with sync_playwright() as run:
        browser = run.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *camera])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(sys.argv[1])
        page.click("#choices button")
        page.wait_for_timeout(WARM_MS)
        page.evaluate(OBSERVE)
        page.wait_for_timeout(float(os.environ["SECONDS"]) * 1000)
        overlays_ms = page.evaluate("window.overlays")
        page.click("text=Quit")
        page.wait_for_selector("#summary:not([hidden])")
        browser.close()
    Path(os.environ["RESULTS"]).write_text(json.dumps(overlays_ms), encoding="utf-8")


if __name__ == "__main__":
    main()
