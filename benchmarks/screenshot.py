"""Take the README's picture of a report: ``python benchmarks/screenshot.py`` writes docs/screenshot.png.

Wants the extra `browser` and a chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from cleaner import clean
from cleaner.report.page import of_result, page

_HERE = Path(__file__).parent.parent
_CASE = _HERE / "golden/whole/aggregated-wire-with-mailchimp/input.md"
_PICTURE = _HERE / "docs/screenshot.png"
_SIZE = {"width": 1000, "height": 600}
_LARGEST = 150_000  # bytes: a README is read over slow lines too


def take(picture: Path) -> int:
    """Write the picture; returns its size in bytes. Raises RuntimeError where there is no chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("there is no chromium on this machine")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        report = Path(folder) / "report.html"
        report.write_bytes(page(of_result(clean(_CASE.read_bytes()), "input.md")))
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport=_SIZE, color_scheme="light")
        tab.goto(report.as_uri())
        tab.keyboard.press("n")
        tab.keyboard.press("n")
        tab.keyboard.press("n")
        tab.evaluate("scrollTo(0, 0)")
        picture.parent.mkdir(exist_ok=True)
        tab.screenshot(path=picture)
        browser.close()
    return picture.stat().st_size


if __name__ == "__main__":
    size = take(_PICTURE)
    print(f"{_PICTURE}: {size:,} bytes")
    sys.exit(size > _LARGEST)
