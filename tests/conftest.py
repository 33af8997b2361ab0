"""What all tests share: none fails because the machine was busy, and none by chance."""

from __future__ import annotations

import os

from hypothesis import settings

# The suite tries the same examples every time, so that a failure is that of the change; "explore" looks for new ones.
settings.register_profile("dateline", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dateline"))
