"""Files that do not describe a stretch."""

import os
from collections.abc import Callable
from pathlib import Path

from fault import Fault
from squat import SQUAT

NAME = "own.toml"
NO_STRETCH = f"{NAME} does not describe a stretch: "


def _fault(what: str, make: Callable[[Path], object], says: str) -> Fault:
    return Fault(what, ("stretches", NAME), lambda folder: make(folder / NAME), says=says)


def _file(what: str, content: bytes, says: str) -> Fault:
    return _fault(what, lambda path: path.write_bytes(content), says)


def _changed(what: str, says: str, *changes: tuple[str, str]) -> Fault:
    """A good stretch with something replaced."""
    text = SQUAT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return _file(what, text.encode(), NO_STRETCH + says)


STRETCHES = (
    Fault(
        "a name that no stretch has",
        ("stretches", "yoga"),
        says="there is no routine or stretch 'yoga'; known are …",
    ),
    Fault(
        "a file that does not exist",
        ("stretches", NAME),
        says=(
            "own.toml: cannot be read (No such file or directory); give a stretch or routine's"
            " id or its TOML file"
        ),
    ),
    _fault(
        "a folder named .toml",
        Path.mkdir,
        "own.toml is not a file; give a stretch or routine's id or its TOML file",
    ),
    _fault(
        "a named pipe",
        os.mkfifo,
        "own.toml is not a file; give a stretch or routine's id or its TOML file",
    ),
    _fault(
        "a device that never ends",
        lambda path: path.symlink_to("/dev/zero"),
        "own.toml is not a file; give a stretch or routine's id or its TOML file",
    ),
    _file(
        "an empty file",
        b"",
        (
            "own.toml describes neither a stretch nor a routine: there is no [[position]] and no "
            "[[step]] in it"
        ),
    ),
    _file(
        "a sentence cut off",
        SQUAT[:40].encode(),
        "own.toml is not valid TOML: Unterminated string (at end of document)",
    ),
    _file(
        "zeros", bytes(100), "own.toml is not valid TOML: Invalid statement (at line 1, column 1)"
    ),
    _file(
        "not UTF-8",
        b'id = "\xff\xfe"',
        (
            "own.toml is not valid TOML: 'utf-8' codec can't decode byte 0xff in "
            "position 6: invalid start byte"
        ),
    ),
    _file(
        "the same key twice",
        b"id = 1\nid = 2\n",
        "own.toml is not valid TOML: Cannot overwrite a value (at line 2, column 7)",
    ),
    _file(
        "lists within lists, 30 000 deep",
        b"how = " + b"[" * 30_000,
        "own.toml is not valid TOML: lists within lists, too deep",
    ),
    _file(
        "tables within tables, 3000 deep",
        b"a" + b".a" * 3000 + b" = 1",
        "own.toml: tables within tables, too deep for a stretch or routine; is it the right file?",
    ),
    _file(
        "a number of 10 000 digits",
        b"hold_s = " + b"9" * 10_000,
        "own.toml is not valid TOML: a number of too many digits",
    ),
    _file(
        "2 MB",
        b"# nothing\n" * 200_000,
        "own.toml is too large for a stretch or routine; is it the right file?",
    ),
    _file(
        "1000 unknown entries",
        b"position = []\n" + b"".join(b"k%d = 1\n" % n for n in range(1000)),
        (
            "own.toml does not describe a stretch: id: is missing; title: is "
            "missing; sides: is missing; how: is missing; camera: is missing; "
            "position: is empty; check: is missing; k0: there is no such entry; "
            "k1: there is no such entry; k2: there is no such entry; k3: there is "
            "no such entry; k4: there is no such entry; k5: there is no such entry;"
            " k6: there is no such entry; k7: there is no such entry; k8: there is "
            "no such entry; k9: there is no such entry; k10: there is no such "
            "entry; k11: there is no such entry; k12: there is no such entry; and "
            "987 more"
        ),
    ),
    _changed(
        "an unknown entry",
        "title: is missing; colour: there is no such entry",
        ("title =", "colour ="),
    ),
    _changed(
        "a table instead of a list",
        "check: should be a list, as [1, 2] or several [[...]]",
        ("[[check]]", "[check]"),
    ),
    _changed(
        "a number instead of a table", "camera: should be a table", ("camera = {", "camera = 5 # {")
    ),
    _changed(
        "an unknown view for the tolerance",
        "check.knee.tolerance.above: should be 'side', 'oblique', 'front', 'back' or 'feet'",
        ("fix = [70, 110]", "fix = [70, 110]\ntolerance = { above = 1 }"),
    ),
    _changed(
        "an unknown measure",
        "check.knee.measure: there is no measure 'knee_angel'; known are …",
        ('"knee_angle"', '"knee_angel"'),
    ),
    _changed(
        "words instead of numbers",
        "check.knee.good.1: should be a number; check.knee.good.2: should be a number",
        ("[80, 100]", '["low", "high"]'),
    ),
    _changed(
        "limits the wrong way round",
        "check.knee.good: no value lies between 100 and 80",
        ("[80, 100]", "[100, 80]"),
    ),
    _changed(
        "limits that nothing can meet",
        "check.knee.good: no value lies between inf and inf",
        ("[80, 100]", "[inf, inf]"),
    ),
    _changed(
        "limits that are no numbers",
        "check.knee.good: no value lies between nan and nan",
        ("[80, 100]", "[nan, nan]"),
    ),
    _changed(
        "fix limits within the good ones",
        "check.knee: the fix limits (85.0, 95.0) must enclose the good ones (80.0, 100.0)",
        ("[70, 110]", "[85, 95]"),
    ),
    _changed(
        "a hold without end", "hold_s: should be a finite number", ("hold_s = 30", "hold_s = inf")
    ),
    _changed(
        "a view that cannot show it",
        "check.knee: the measure 'knee_angle' cannot be read from: front",
        ('["side"]', '["front"]'),
    ),
    _changed(
        "a front leg in a stretch without one",
        "the file: front and rear need sides = 'left_right'",
        ('"near"', '"front"'),
    ),
    _changed(
        "commands to the terminal in a title",
        "title: there are characters in it that cannot be printed",
        ('"Squat"', r'"\u001b]0;hello\u0007"'),
    ),
    _changed(
        "five faults at once",
        (
            "id: should be small letters, digits and _, a letter first; hold_s: "
            "should be a number; position.1.maximum: there is no such entry; "
            "check.knee.good: no value lies between 100 and 80; check.knee.cue_low:"
            " is empty"
        ),
        ('"squat"', '"A squat"'),
        ("hold_s = 30", 'hold_s = "long"'),
        ("max = 1.2", "maximum = 1.2"),
        ("[80, 100]", "[100, 80]"),
        ('cue_low = "Rise"', 'cue_low = ""'),
    ),
)
