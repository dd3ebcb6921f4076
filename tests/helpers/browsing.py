"""What a browser is told to do with a page of a session, and what is noted of it."""

from dataclasses import dataclass, field

SIZES = {"laptop": (1280, 720), "phone": (390, 844), "turned": (844, 390), "tv": (1920, 1080)}
FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""A camera that gives a test picture, and nobody is asked whether it may be used."""


@dataclass
class Heard:
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def listen(page, heard: Heard) -> None:
    """Note what a page asks for, and what goes wrong on it."""
    page.on("request", lambda request: heard.requests.append(request.url))
    page.on("console", lambda message: heard.complaints.append(message.text))
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))


def shows(name: str) -> str:
    return f"!document.getElementById('{name}').hidden"
