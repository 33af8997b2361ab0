"""Claims about the ``dateline`` command line."""
