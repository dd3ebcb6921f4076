"""Makes pages out of content: one file each that loads nothing."""

import json
import os
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from posecheck.outputs.grades import GRADE_STYLES
from posecheck.support.printable import printable

FOLDER = Path(__file__).parent

SAFETY = (
    "posecheck compares what a camera sees with numbers; it does not know your body, and this is "
    "no medical advice. Warm up, use a mat, go for mild tension only, stop at pain, and ask a "
    "physician or physiotherapist first if in doubt."
)


def render(template: str, scripts: tuple[str, ...], data: dict[str, Any], **content: Any) -> str:
    """Render a page.

    Args:
        template: The file in `templates/`; by its name a page of this kind is known.
        scripts: The files that run in the page, after the charting library.
        data: What they read, as JSON.
        content: What the template shows.
    """
    codes = [_file("vendor/uPlot.iife.min.js"), *(_file(name) for name in scripts)]
    styles = [_file("vendor/uPlot.min.css"), _file("templates/style.css")]
    return (
        _environment()
        .get_template(template)
        .render(
            scripts=[Markup(code) for code in codes],
            styles=[Markup(style) for style in styles],
            policy=content_security_policy(codes, styles),
            data=Markup(json_for_script(data)),
            safety=SAFETY,
            kind=template.removesuffix(".html.j2"),
            **content,
        )
    )


def content_security_policy(scripts: list[str], styles: list[str]) -> str:
    """A policy that lets a page load nothing and run only its own scripts.

    Films and pictures are beside the page or inside it; `'self'` alone does not include files in
    every browser.

    Args:
        scripts: The text of each script.
        styles: The text of each style sheet.

    References:
        https://www.w3.org/TR/CSP3/
    """
    code, look = (" ".join(map(_hash, texts)) for texts in (scripts, styles))
    return (
        f"default-src 'none'; script-src {code}; style-src {look}; "
        "img-src 'self' file: data:; media-src 'self' file: data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def json_for_script(data: dict[str, Any]) -> str:
    """JSON that cannot end the script element it is in.

    Examples:
        >>> json_for_script({"name": "</script>"})
        '{"name":"\\\\u003c/script>"}'
    """
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.replace("<", "\\u003c")


def relative_url(path: Path, page: Path) -> str:
    """The address of a file beside a page or below it; of any name, also one that is no UTF-8."""
    return quote(os.fsencode(path.relative_to(page.parent).as_posix()))


def shown(value: object) -> object:
    r"""What a page shows of a value: text without what is invisible, such as a turn of direction.

    Examples:
        >>> shown("\u202egpj.mp4")
        '\\u202egpj.mp4'
    """
    if type(value) is not str or value.isprintable():
        return value
    return "\n".join(map(printable, value.split("\n")))


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("posecheck.outputs.report"),
        autoescape=select_autoescape(["html", "j2"]),
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["grade_styles"] = GRADE_STYLES
    return environment
