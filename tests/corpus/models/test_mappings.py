"""A dictionary that is copied quickly behaves as one that is copied as a whole."""

from __future__ import annotations

import pickle
import random

import pytest

from corpus.models.mappings import PatchedDict


@pytest.mark.parametrize("seed", range(20))
def test_copies_behave_like_those_of_a_plain_dictionary(seed: int) -> None:
    """Whichever of them is changed, none of the others changes, and each has the items that it should have."""
    chance = random.Random(seed)
    items = {number: number for number in range(chance.randrange(300))}
    pairs = [(dict(items), PatchedDict(items))]
    for _ in range(40):
        plain, patched = chance.choice(pairs[-3:])
        if chance.random() < 0.3:
            pairs.append((dict(plain), patched.copy()))
        for _ in range(chance.randrange(40)):
            key = chance.randrange(400)
            if chance.random() < 0.5:
                plain[key] = patched[key] = chance.randrange(9)
            else:
                assert plain.pop(key, None) == patched.pop(key, None)
    for plain, patched in pairs:
        assert patched == plain
        assert (len(patched), set(patched), dict(patched)) == (len(plain), set(plain), plain)
        assert [patched.get(key, -1) for key in range(400)] == [plain.get(key, -1) for key in range(400)]
        assert [key in patched for key in range(400)] == [key in plain for key in range(400)]
        assert pickle.loads(pickle.dumps(patched)) == plain  # noqa: S301  # of what was written just now


def test_a_copy_says_which_items_may_have_changed() -> None:
    """Those that were changed in either, and not those that both share."""
    before = PatchedDict({number: number for number in range(50)})
    after = before.copy()
    after[7], after[70] = 8, 70
    del after[9]
    assert after.list_keys_changed_since(before) == {7, 9, 70}


def test_what_is_not_there_cannot_be_read_or_deleted() -> None:
    """As in any dictionary, also if it was there before the copy was made."""
    copied = PatchedDict({"a": 1}).copy()
    del copied["a"]
    with pytest.raises(KeyError):
        copied["a"]
    with pytest.raises(KeyError):
        del copied["a"]
    assert repr(copied) == "PatchedDict({})"
