"""What the tests leave out where an extra is not installed: README's test command needs the extra ``dev`` alone."""

from importlib.util import find_spec

# These import a package of an extra at their top, and would be searched for doctests. Each has tests, which say that they skip.
_NEEDS = {"cleaner/engines/ray.py": "ray", "cleaner/engines/spark.py": "pyspark", "benchmarks/screenshot.py": "playwright"}

collect_ignore = [file for file, package in _NEEDS.items() if find_spec(package) is None]
