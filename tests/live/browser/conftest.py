"""A browser for the pages of sessions."""

import pytest
from browsing import FAKE_CAMERA, SIZES, Heard, listen


@pytest.fixture(scope="module")
def browser(launch_chromium):
    opened = launch_chromium(*FAKE_CAMERA)
    yield opened
    opened.close()


@pytest.fixture
def open_page(browser):
    """Opens an address: `page, heard = open_page(address, "phone")`."""
    contexts = []

    def open_(address: str, size: str = "laptop", before: str = ""):
        width, height = SIZES[size]
        screen = {"width": width, "height": height}
        # The certificate of a shared session is made on the spot.
        contexts.append(browser.new_context(viewport=screen, ignore_https_errors=True))
        contexts[-1].add_init_script(before)
        page, heard = contexts[-1].new_page(), Heard()
        listen(page, heard)
        page.goto(address)
        return page, heard

    yield open_
    for context in contexts:
        context.close()
