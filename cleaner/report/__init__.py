"""Pages that show what was cut: of one document, and of a run over many. Each is one file that asks nobody for anything."""
