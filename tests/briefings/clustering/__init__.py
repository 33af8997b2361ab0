"""Tests of briefings.clustering."""
