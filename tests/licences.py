"""The licences of all that cleaner needs, as its distributions tell them: ``python -m tests.licences`` writes ``docs/licences.md``.

``python -m tests.licences --pinned`` prints what cleaner itself needs, in the versions that are installed, for an audit.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LIST = ROOT / "docs" / "licences.md"
HEAD = """\
# Licences

[← cleaner](../README.md)

What `cleaner` needs and what its extras need, with the licences that the distributions declare. Needed for: `cleaner` itself,
an extra, or what asks for it. Written by `python -m tests.licences`; a test holds it against what is installed.

| distribution | licence | needed for |
|---|---|---|
"""
# What distributions call their licences that have no SPDX expression yet.
SPDX: Mapping[str, str] = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache2": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd license": "BSD",
    "bsd-2-clause license": "BSD-2-Clause",
    "gnu lesser general public license v2 or later (lgplv2+)": "LGPL-2.0-or-later",
    "isc license": "ISC",
    "mit": "MIT",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "mpl 2.0": "MPL-2.0",
    "psf": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
    "the mit license": "MIT",
    "the unlicense (unlicense)": "Unlicense",
}
# A field longer than this is the text of a licence and not its name.
LONGEST_NAME = 60


def licence_of(found: Distribution) -> str:
    """The licence that a distribution declares: an expression, a name, or what its classifiers say."""
    expression, name = (str(found.metadata[field]).strip() if field in found.metadata else "" for field in ("License-Expression", "License"))
    if expression:
        return expression
    told = found.metadata.get_all("Classifier") or []
    classifiers = [line.rpartition(" :: ")[2] for line in told if line.startswith("License :: ") and line.count("::") > 1]
    if name and len(name) <= LONGEST_NAME and "\n" not in name and name.lower() not in ("bsd", "unknown"):
        return SPDX.get(name.lower(), name)
    return " OR ".join(dict.fromkeys(SPDX.get(one.lower(), one) for one in classifiers)) or SPDX.get(name.lower()) or _of_text(found)


def _of_text(found: Distribution) -> str:
    """The licence whose text a distribution brings."""
    for file in found.files or ():
        if "licen" in file.name.lower() and file.read_text().lstrip().startswith("Apache License"):
            return "Apache-2.0"
    return "not declared"


def direct() -> dict[str, str]:
    """What pyproject.toml asks for, and for what: ``cleaner``, or an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {"cleaner": project["dependencies"], **project["optional-dependencies"]}
    out: dict[str, str] = {}
    for needed_for, requirements in asked.items():
        for one in requirements:
            out.setdefault(canonicalize_name(Requirement(one).name), needed_for)
    return out


def installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def of_cleaner() -> dict[str, str]:
    """All that cleaner itself needs, at any remove, as far as it is installed; by what it is asked for."""
    found = {name: needed_for for name, needed_for in direct().items() if needed_for == "cleaner"}
    queue = list(found)
    for name in queue:
        for needed in _needs(name):
            if needed not in found and installed(needed):
                found[needed] = name
                queue.append(needed)
    return found


def _needs(name: str) -> Iterator[str]:
    """What a distribution needs here, without its extras but for those that cleaner's own needs name."""
    here = installed(name)
    for line in (here.requires or ()) if here else ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def rows() -> dict[str, tuple[str, str]]:
    """Licence and what it is needed for, by name, of all that is installed."""
    wanted = {**direct(), **{name: via for name, via in of_cleaner().items() if name not in direct()}}
    return {name: (licence_of(here), needed_for) for name, needed_for in sorted(wanted.items()) if (here := installed(name))}


def listed() -> dict[str, tuple[str, str]]:
    """What the list says."""
    lines = LIST.read_text(encoding="utf-8").removeprefix(HEAD).splitlines()
    return {name: (licence, needed_for) for name, licence, needed_for in (line.strip("| ").split(" | ") for line in lines)}


def main() -> None:
    if "--pinned" in sys.argv[1:]:
        print(*(f"{name}=={here.version}" for name in sorted(of_cleaner()) if (here := installed(name))), sep="\n")
        return
    found = rows()
    if lacking := sorted(set(direct()) - set(found)):
        sys.exit(f"not installed, so their licences cannot be told: {', '.join(lacking)}")
    LIST.parent.mkdir(exist_ok=True)
    LIST.write_text(HEAD + "".join(f"| {name} | {licence} | {needed_for} |\n" for name, (licence, needed_for) in found.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
