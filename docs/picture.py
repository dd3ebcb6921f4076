"""Makes docs/demo.jpg, the picture in the README, from the film of `posecheck demo`.

python docs/picture.py
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import cv2

from posecheck.cli.demo import FILM, run_demo
from posecheck.video import open_clip

AT_S = 3.0
PICTURE = Path(__file__).parent / "demo.jpg"


def make_picture() -> None:
    """Write the film's frame at `AT_S` as a JPEG."""
    with TemporaryDirectory() as folder:
        run_demo(Path(folder))
        with open_clip(Path(folder) / FILM) as film:
            frame = next(frame for frame in film if frame.time_s >= AT_S)
    bgr = cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR)
    cv2.imwrite(str(PICTURE), bgr, [cv2.IMWRITE_JPEG_QUALITY, 85])


if __name__ == "__main__":
    make_picture()
