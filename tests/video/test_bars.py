"""What was filmed is found within bars of every kind; without bars nothing is cut off."""

import cv2
import numpy as np
import pytest

from posecheck.video.area import Area
from posecheck.video.bars import AGREE, EDGE_PX, LOOK_EVERY, BarFinder, filmed_area
from posecheck.video.frame import Frame

HEIGHT, WIDTH, LEFT, RIGHT = 240, 400, 130, 270


def scene(width: int = RIGHT - LEFT, height: int = HEIGHT) -> np.ndarray:
    """A room with much in it, (height, width, 3)."""
    rough = np.random.default_rng(3).integers(60, 220, (height // 8, width // 8 + 1, 3), np.uint8)
    return np.asarray(cv2.resize(rough, (width, height), interpolation=cv2.INTER_NEAREST))


def in_bars(kind: str) -> np.ndarray:
    """The scene upright in the middle of a wide frame."""
    frame = np.full((HEIGHT, WIDTH, 3), {"white": 255, "grey": 128}.get(kind, 0), np.uint8)
    if kind == "blurred":
        wide = cv2.resize(scene(), (WIDTH, HEIGHT * WIDTH // (RIGHT - LEFT)))
        top = (wide.shape[0] - HEIGHT) // 2
        frame = np.asarray(cv2.GaussianBlur(wide[top : top + HEIGHT], (0, 0), 15))
    frame[:, LEFT:RIGHT] = scene()
    return frame


def grey(image: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


@pytest.mark.parametrize("kind", ["black", "white", "grey", "blurred"])
@pytest.mark.parametrize("compressed", [False, True])
def test_bars_at_the_sides_are_found(kind, compressed):
    image = in_bars(kind)
    if compressed:
        image = cv2.imdecode(cv2.imencode(".jpg", image)[1], cv2.IMREAD_COLOR)
    found = filmed_area(grey(image))
    assert found is not None
    assert (found.top, found.bottom) == (0, HEIGHT)
    assert (found.left, found.right) == pytest.approx((LEFT, RIGHT), abs=EDGE_PX)


def test_bars_above_and_below_are_found():
    turned = np.ascontiguousarray(in_bars("black").transpose(1, 0, 2))
    assert filmed_area(grey(turned)) == Area(0, LEFT, HEIGHT, RIGHT)


def test_bars_all_round_are_found():
    frame = np.zeros((HEIGHT + 80, WIDTH, 3), np.uint8)
    frame[40 : HEIGHT + 40] = in_bars("black")
    assert filmed_area(grey(frame)) == Area(LEFT, 40, RIGHT, HEIGHT + 40)


def test_a_bar_on_one_side_only_is_found_where_it_is_black():
    frame = in_bars("black")[:, LEFT:]
    assert filmed_area(grey(frame)) == Area(0, 0, RIGHT - LEFT, HEIGHT)


def dark_room() -> np.ndarray:
    """A lit person, lying, in the dark."""
    frame = np.full((HEIGHT, WIDTH, 3), 5, np.uint8)
    cv2.ellipse(frame, (195, 195), (135, 15), 0, 0, 360, (160, 150, 140), -1)
    return frame


def plain_wall() -> np.ndarray:
    """Somebody in front of a plain wall, above a plain floor."""
    frame = np.full((HEIGHT, WIDTH, 3), 200, np.uint8)
    frame[180:] = 120
    frame[60:200, 150:240] = scene(90, 140)
    return frame


@pytest.mark.parametrize(
    "image",
    [
        scene(WIDTH),
        dark_room(),
        plain_wall(),
        np.zeros((HEIGHT, WIDTH, 3), np.uint8),
        np.full((HEIGHT, WIDTH, 3), 255, np.uint8),
        scene(8, 8),
    ],
    ids=["a room", "a dark room", "a plain wall", "black", "white", "tiny"],
)
def test_a_picture_without_bars_is_all_filmed(image):
    assert filmed_area(grey(image)) is None


def test_one_picture_changes_nothing_but_several_do():
    finder = BarFinder()
    bars, whole = Frame(0, 0.0, in_bars("black")), Frame(0, 0.0, scene(WIDTH))
    assert finder.filmed(bars) == Area(LEFT, 0, RIGHT, HEIGHT)
    for frame in [*[bars] * (LOOK_EVERY - 1), whole, *[bars] * LOOK_EVERY]:
        assert finder.filmed(frame) == Area(LEFT, 0, RIGHT, HEIGHT)
    told = [finder.filmed(whole) for _ in range(AGREE * LOOK_EVERY)]
    assert told[-1] is None
