"""The stages, a file each with a ``STAGE``, in the order that ``cleaner.pipeline`` gives them; the other files are what several of them ask."""
