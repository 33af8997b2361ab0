"""Services behind the commands: queries, autocompletion, curation, feeds and the worker pool."""
