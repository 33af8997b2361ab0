"""Tests of briefings.classroom."""
