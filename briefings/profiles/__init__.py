"""One actor's passages → Profile: who it is, when it was seen, what it said, what was said of it, and with whom."""

from briefings.profiles.gathering import Profile, facts, profile, seen_together
from briefings.profiles.introducing import Introduction

__all__ = ["Introduction", "Profile", "facts", "profile", "seen_together"]
