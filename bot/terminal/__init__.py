"""Dateline at a command line: the same answers, for people and for programs."""
