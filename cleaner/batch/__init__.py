"""Many documents: from files of any kind to files of any kind, in order, and nothing lost on the way."""
