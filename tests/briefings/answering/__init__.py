"""Tests of briefings.answering."""
