"""What Discord answers when it will not: one error form, with the documented codes."""

from __future__ import annotations

from bot.testserver.world.model import Json


class Refusal(Exception):
    """
    A request turned down, in Discord's error form.

    Attributes:
        status: The HTTP status.
        code: Discord's own number for the reason.
        message: The reason in words.
        errors: Nested by field, as Discord nests them, or None.

    References:
        docs/reference#error-messages and docs/topics/opcodes-and-status-codes#json
    """

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(status, code, message, errors)
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"

    def body(self) -> Json:
        """Write it as the JSON that Discord sends."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


def unauthorized() -> Refusal:
    """Refuse a token that is none of ours."""
    return Refusal(401, 0, "401: Unauthorized")


def unknown(thing: str) -> Refusal:
    """Refuse what needs a *thing* that is not there (any more)."""
    codes = {
        "Application": 10002,
        "Channel": 10003,
        "Guild": 10004,
        "Member": 10007,
        "Message": 10008,
        "Role": 10011,
        "User": 10013,
        "Webhook": 10015,
        "Interaction": 10062,
        "Application Command": 10063,
    }
    return Refusal(404, codes[thing], f"Unknown {thing}")


def missing_access() -> Refusal:
    """Refuse what lies in a channel that can't even be seen."""
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    """Refuse what may not be done in a channel that is seen."""
    return Refusal(403, 50013, "Missing Permissions")


def invalid_form(faults: list[Fault]) -> Refusal:
    """Refuse a body that breaks rules; *faults* lists them by path."""
    errors: Json = {}
    for path, code, message in faults:
        place = errors
        for step in path.split("."):
            place = place.setdefault(step, {})
        place.setdefault("_errors", []).append({"code": code, "message": message})
    return Refusal(400, 50035, "Invalid Form Body", errors)


Fault = tuple[str, str, str]
"""Where (keys joined by dots), Discord's code, and the reason in words."""
