"""Tests of briefings.ranking."""
