"""Rules of the time-expression tagger, one module per kind of expression."""
