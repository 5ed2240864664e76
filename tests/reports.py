"""Documents for the tests of reports, one of them as hostile as can be."""

from __future__ import annotations

from cleaner import Category, Removal, Result, clean

ARTICLE = "The swing bridge at Port Ellery stayed shut on Monday, and the boats that should have passed it lay idle in the basin."
SOURCE = f"Bridge stays shut\n\n{ARTICLE}\n\nShare on Facebook\n\nSign up for our daily newsletter\n\n{ARTICLE[:60]} all week long. (Reuters)\n"

ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</style><img src=x onerror=alert(3)>",
    '" onmouseover="alert(4)" autofocus onfocus="alert(5)',
    "'><svg onload=alert(6)>",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(8)",
    '<iframe src="https://evil.example/">',
    "<link rel=stylesheet href=//evil.example/x.css>",
    "&lt;b&gt; &#x3c;script&#x3e;",
    "\x1b[31mred\x1b]8;;https://evil.example\x07",
    "photo_\u202egnp.exe\u202c \u2066isolated\u2069",
    "nul\x00 and c1\x9b31m and \u2028 half \ud83d",
)
HOSTILE = " ".join(ATTACKS)


def hostile() -> Result:
    """A result in which everything that comes from outside is an attack."""
    lines = [*ATTACKS, f"{ARTICLE} {HOSTILE}", ARTICLE]
    source = "\n\n".join(lines)
    removed: list[Removal] = []
    at = 0
    for line in lines[: len(ATTACKS)]:
        removed.append(Removal(at, at + len(line), Category.AD, HOSTILE, 0.9, HOSTILE, line, f"body > {HOSTILE}"))
        removed.append(Removal(at + len(line), at + len(line) + 2, Category.BLANK, "blank", 1.0, "white space", "\n\n"))
        at += len(line) + 2
    kept = source.index(HOSTILE, at)
    removed.append(Removal(kept, kept + len(HOSTILE), Category.WIRE_CREDIT, "x", 0.9, HOSTILE, HOSTILE))
    text = f"{ARTICLE} \n\n{ARTICLE}"
    return Result(text, HOSTILE, text, source, tuple(removed), language="en")


def long_result(characters: int) -> Result:
    """A result of at least so many characters: one document, again and again."""
    one = clean(SOURCE + "\n")
    times = characters // len(one.source) + 1
    size = len(one.source)
    shifted = (cut._replace(start=cut.start + n * size, end=cut.end + n * size) for n in range(times) for cut in one.removed)
    return Result(one.text * times, "Long", one.text, one.source * times, tuple(shifted))
