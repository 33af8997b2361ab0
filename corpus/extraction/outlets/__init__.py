"""The outlet of an article: who published it first, and what site copied it."""
