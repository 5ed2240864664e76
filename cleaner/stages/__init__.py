"""The stages, one family of categories a file."""
