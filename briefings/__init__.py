"""Pure functions that turn passages into briefings, answers and timelines."""
