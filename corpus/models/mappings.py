"""A dictionary whose copies share what has not changed, for values that each change of the corpus alters a little."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, Final, TypeVar, overload

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Default = TypeVar("Default")

_GONE: Final[Any] = object()
_ABSENT: Final[Any] = object()
#: Share of the items that may have changed before a copy is made of them all, so that looking up stays quick.
_MAX_CHANGED_SHARE, _MIN_CHANGED = 0.125, 100


class PatchedDict(MutableMapping[Key, Value]):
    """
    A dictionary that is copied quickly: a copy shares the items of the original, and holds only what differs.

    Items that have changed come last when it is iterated.

    Args:
        items: Its items.
    """

    __slots__ = ("_base", "_is_shared", "_patch")

    def __init__(self, items: Mapping[Key, Value] | Iterable[tuple[Key, Value]] = ()) -> None:
        self._base: dict[Key, Value] = dict(items)
        self._patch: dict[Key, Value] = {}
        self._is_shared = False

    def __reduce__(self) -> tuple[type, tuple[dict[Key, Value]]]:
        return PatchedDict, (dict(self),)

    def copy(self) -> PatchedDict[Key, Value]:
        """Return a copy; neither sees what is changed in the other from then on."""
        if len(self._patch) > max(_MIN_CHANGED, _MAX_CHANGED_SHARE * len(self._base)):
            return PatchedDict(self)
        other: PatchedDict[Key, Value] = PatchedDict()
        self._is_shared = other._is_shared = True
        other._base, other._patch = self._base, dict(self._patch)
        return other

    __copy__ = copy

    def list_keys_changed_since(self, before: Mapping[Key, Value]) -> set[Key]:
        """Return the keys whose values may differ from those of *before*, an earlier copy."""
        if isinstance(before, PatchedDict) and before._base is self._base:  # noqa: SLF001  # of the same class
            return before._patch.keys() | self._patch.keys()  # noqa: SLF001
        return before.keys() | self.keys()

    def __getitem__(self, key: Key) -> Value:
        if key in self._patch:
            value = self._patch[key]
            if value is _GONE:
                raise KeyError(key)
            return value
        return self._base[key]

    @overload
    def get(self, key: Key, default: None = None, /) -> Value | None: ...

    @overload
    def get(self, key: Key, default: Value | Default, /) -> Value | Default: ...

    def get(self, key: Key, default: object = None, /) -> object:
        """Return the value of *key*, or *default*; quicker than the inherited method where there is none."""
        value: object = self._patch.get(key, _ABSENT) if self._patch else _ABSENT
        if value is _ABSENT:
            return self._base.get(key, default)
        return default if value is _GONE else value

    def __contains__(self, key: object) -> bool:
        return self._patch[key] is not _GONE if key in self._patch else key in self._base

    def __setitem__(self, key: Key, value: Value) -> None:
        (self._patch if self._is_shared else self._base)[key] = value

    def __delitem__(self, key: Key) -> None:
        if key not in self:
            raise KeyError(key)
        if not self._is_shared:
            del self._base[key]
        elif key in self._base:
            self._patch[key] = _GONE
        else:
            del self._patch[key]

    def __iter__(self) -> Iterator[Key]:
        if not self._patch:
            return iter(self._base)
        return self._iterate()

    def _iterate(self) -> Iterator[Key]:
        yield from (key for key in self._base if key not in self._patch)
        yield from (key for key, value in self._patch.items() if value is not _GONE)

    def __len__(self) -> int:
        added = sum(value is not _GONE and key not in self._base for key, value in self._patch.items())
        return len(self._base) + added - sum(value is _GONE for value in self._patch.values())

    def __repr__(self) -> str:
        return f"PatchedDict({dict(self)!r})"
