"""What makes a briefing checkable: its id, what an export must carry, and the verdict on it by the stored texts."""

from briefings.proof.checking import verify
from briefings.proof.making import identify, prove, vouch
from briefings.proof.model import FORM, Check, Exhibit, Proof, State, Verdict

__all__ = ["FORM", "Check", "Exhibit", "Proof", "State", "Verdict", "identify", "prove", "verify", "vouch"]
