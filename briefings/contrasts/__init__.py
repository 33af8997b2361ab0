"""Where outlets differ on the same statement: both wordings side by side, and no verdict."""

from briefings.contrasts.model import Contrast, ContrastKind
from briefings.contrasts.pairing import USUAL_CONTRASTS, contrasts

__all__ = ["USUAL_CONTRASTS", "Contrast", "ContrastKind", "contrasts"]
