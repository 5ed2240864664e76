"""What names of persons are made of, as pieces of regular expressions. What may stand around a name is for those who look for one to say."""

from __future__ import annotations

# One part of a name, or an initial: “Ada”, “O’Hara”, “J.”
CAPITALISED = r"\p{Lu}[\p{L}\p{M}'’.\-]{0,25}"
# Small words inside names, in the languages that have them: “Ada van der Roe”. They are parts of names wherever these are printed.
PARTICLES = "van|von|de|da|di|del|der|den|la|le|el|bin|al"
# Before a name.
TITLE = r"(?:(?i:dr|prof|sir|dame|mr|mrs|ms)\.?\s)?"
