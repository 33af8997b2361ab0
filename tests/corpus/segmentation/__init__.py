"""Tests of corpus.segmentation."""
