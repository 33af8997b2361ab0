"""Split the text of an article into zones and sentences."""

from corpus.segmentation.front_matter import FrontMatter, parse_front_matter
from corpus.segmentation.sentences import split_sentences
from corpus.segmentation.zones import estimate_body, label_zones

__all__ = [
    "FrontMatter",
    "estimate_body",
    "label_zones",
    "parse_front_matter",
    "split_sentences",
]
