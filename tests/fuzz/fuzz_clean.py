"""Coverage-guided fuzzing of reading and cleaning, text and HTML: ``python -m tests.fuzz.fuzz_clean text|html [libFuzzer options]``.

The extra ``fuzz`` brings atheris. Seeds are in ``tests/fuzz/seeds``; what is found on the way goes to ``.fuzz`` at the root of
the repository, and so does a document that breaks something, as ``crash-*``, ``timeout-*`` or ``oom-*``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cleaner"]):
    from tests.fuzz.always_true import check_html, check_text

HERE = Path(__file__).parent
FOUND = HERE.parent.parent / ".fuzz"
CHECKS = {"text": check_text, "html": check_html}


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what not in CHECKS:
        sys.exit("usage: python -m tests.fuzz.fuzz_clean text|html [libFuzzer options, as -max_total_time=600]")
    corpus = FOUND / what
    corpus.mkdir(parents=True, exist_ok=True)
    limits = ["-max_len=4096", "-timeout=20", "-rss_limit_mb=3000", f"-dict={HERE / 'words.dict'}", f"-artifact_prefix={FOUND}/"]
    atheris.Setup([sys.argv[0], *limits, *sys.argv[2:], str(corpus), str(HERE / "seeds" / what)], CHECKS[what])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
