"""Makes docs/report.jpg, the picture of a report, from a sample clip; needs chromium.

python docs/report_picture.py
"""

from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from posecheck.clips.analysis import analyze_clip, choose_stretches
from posecheck.outputs.catalogue import REPORT
from posecheck.outputs.options import OutputOptions
from posecheck.outputs.plan import plan_for
from posecheck.outputs.targets import Targets
from posecheck.pose.model import find_model

CHROMIUM = "/usr/bin/chromium"
AT_S = 2.0
PICTURE = Path(__file__).parent / "report.jpg"
SHOW = """(at_s) => {
    const film = document.querySelector('video');
    film.controls = false;
    film.currentTime = at_s;
}"""


def make_picture() -> None:
    """Write the upper part of the report's page as a JPEG."""
    stretches, sample = choose_stretches(), files("posecheck.cli") / "demo.mp4"
    with (
        as_file(sample) as clip,
        TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        plan = plan_for([clip], stretches, OutputOptions(), Targets([clip]), folder=Path(folder))
        analyze_clip(clip, find_model(), stretches, outputs=plan.outputs[clip])
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1120, "height": 1320})
        page.goto((Path(folder) / REPORT).as_uri())
        page.evaluate(SHOW, AT_S)
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURE, type="jpeg", quality=80)
        browser.close()


if __name__ == "__main__":
    make_picture()
