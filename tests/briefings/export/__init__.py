"""Tests of briefings.export."""
