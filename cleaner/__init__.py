"""cleaner: the article an editor would keep, and a ledger of every cut with its reason."""

from cleaner.api import Cleaner, clean
from cleaner.config import Config
from cleaner.model import Category, Mark, Problem, Removal, Result, Spared

__version__ = "0.1.0"

__all__ = ["Category", "Cleaner", "Config", "Mark", "Problem", "Removal", "Result", "Spared", "__version__", "clean"]
