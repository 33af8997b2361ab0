"""Tests of briefings.queries."""
