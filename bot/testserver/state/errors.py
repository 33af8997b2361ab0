"""Discord's API errors, with the documented status and error codes."""

from __future__ import annotations

from bot.testserver.state.model import Json


class ApiError(Exception):
    """
    A rejected request, in Discord's error form.

    Attributes:
        status: The HTTP status.
        code: Discord's error code.
        message: The reason as text.
        errors: Errors nested by field, as Discord nests them, or None.

    References:
        docs/reference#error-messages and docs/topics/opcodes-and-status-codes#json
    """

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(status, code, message, errors)
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"

    def to_json(self) -> Json:
        """Return the error as the JSON that Discord sends."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


def build_unauthorized_error() -> ApiError:
    """Return the error for an invalid token."""
    return ApiError(401, 0, "401: Unauthorized")


def build_unknown_error(kind: str) -> ApiError:
    """Return the error for a *kind* that does not exist (any more)."""
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
    return ApiError(404, codes[kind], f"Unknown {kind}")


def build_missing_access_error() -> ApiError:
    """Return the error for a request on a channel that the user can't see."""
    return ApiError(403, 50001, "Missing Access")


def build_missing_permissions_error() -> ApiError:
    """Return the error for a missing permission in a channel that the user can see."""
    return ApiError(403, 50013, "Missing Permissions")


def build_form_error(faults: list[FieldError]) -> ApiError:
    """Return the error for a body that breaks rules; *faults* lists path, code and message of each fault."""
    errors: Json = {}
    for path, code, message in faults:
        node = errors
        for key in filter(None, path.split(".")):
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})
    return ApiError(400, 50035, "Invalid Form Body", errors)


FieldError = tuple[str, str, str]
"""Where (keys joined by dots), Discord's code, and the reason in words."""
