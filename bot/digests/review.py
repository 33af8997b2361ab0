"""Review drafts: post a digest in its editors' channel, record their choices, approve or skip it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.db import DatabaseThread, Repositories
from bot.digests.composer import Composer, build_approved, build_reply_record
from bot.digests.policy import DELIVERY_WINDOW, find_search_start
from bot.digests.poster import DigestPoster
from bot.errors import DatelineError, InputError, PostRefused
from bot.locales import LocalizableText, Translator
from bot.locales.messages import _
from bot.models.digest import DeliveryState, Destination, DigestOptions, LedgerEntry, Subscription, build_nonce
from bot.models.digest_message import DigestText, EditorChoices, dump_choices, load_choices, load_digest_text
from bot.models.message import Message, list_file_hashes
from bot.rendering import ReviewInfo, render_closed_draft, render_draft

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """
    A draft with its editors' current choices.

    Attributes:
        subscription: The subscription of the digest.
        entry: Its ledger row.
        copy: Its formatted text.
        choices: The choices of its editors so far.
        translator: The translator for its language.
    """

    subscription: Subscription
    entry: LedgerEntry
    copy: DigestText
    choices: EditorChoices
    translator: Translator

    @property
    def is_open(self) -> bool:
        """Whether the draft still waits for a decision."""
        return self.entry.state is DeliveryState.PLANNED and self.entry.payload is None

    @property
    def message(self) -> Message:
        """The draft as its editors see it."""
        entry = self.entry
        if self.is_open:
            info = ReviewInfo(entry.digest, self.subscription.options.channel, entry.due + DELIVERY_WINDOW)
            return render_draft(self.copy, self.choices, info, self.translator)
        return render_closed_draft(self.copy, self.choices, _describe_outcome(entry), self.translator)


def _describe_outcome(entry: LedgerEntry) -> LocalizableText:
    if entry.state is DeliveryState.SKIPPED:
        return _("Not posted: {reason}.", reason=entry.reason)
    if entry.state is DeliveryState.UNKNOWN:
        return _("I don't know whether it was posted.")
    return _("Approved by {name}.", name=entry.approved)


class DraftReview:
    """
    Posts drafts in their editors' channels and records decisions.

    Args:
        database: The repositories, for the ledger.
        composer: Provides the translator of a digest.
        post: Posts drafts, edits them and finds them again.
    """

    def __init__(self, database: DatabaseThread, composer: Composer, post: DigestPoster) -> None:
        self._database, self._composer, self._poster = database, composer, post

    async def submit(
        self, subscription: Subscription, entry: LedgerEntry, now: datetime, *, doubtful: bool
    ) -> LedgerEntry:
        """
        Post the draft of *entry* and record its id; search for it first if posting was interrupted or it is *doubtful*.

        Raises:
            PostRefused: If Discord refuses it permanently.
            PostUncertain: If it is unknown whether Discord accepted it.
        """
        review_options = _to_review_options(subscription.options)
        found = None
        if entry.draft == 0 or doubtful:
            found = await self._find_draft(review_options, entry, now)
        if found is None:
            sending = await self._database.run(lambda db: db.ledger.set_draft(entry, 0))
            message = (await self.load(subscription, sending)).message
            found = await self._poster.send(review_options, message, f"d{build_nonce(subscription.uid, entry.key)}")
        number = found
        return await self._database.run(lambda db: db.ledger.set_draft(entry, number))

    async def _find_draft(self, review_options: DigestOptions, entry: LedgerEntry, now: datetime) -> int | None:
        try:
            return await self._poster.find(review_options, entry.digest, find_search_start(entry, now))
        except PostRefused:
            if entry.draft == 0:
                raise
            return None  # it is doubtful, but most likely never posted

    async def close(self, subscription: Subscription, entry: LedgerEntry) -> None:
        """Show the outcome in the draft's message; a failure, such as a deleted message, is only logged."""
        try:
            await self._poster.edit(
                subscription.options.editors, entry.draft or 0, (await self.load(subscription, entry)).message
            )
        except DatelineError as error:
            _LOG.warning("I couldn't close the draft of digest %s: %s", entry.digest, error)

    async def load(self, subscription: Subscription, entry: LedgerEntry) -> ReviewDraft:
        """
        Return the draft of *entry* with its current choices.

        Raises:
            LedgerError: If the stored draft can't be read.
        """
        names = list_file_hashes(entry.copy)
        files = await self._database.run(lambda db: db.ledger.load_files(names)) if names else {}
        copy = load_digest_text(entry.copy, files)
        translator = await self._composer.load_translator(subscription.options)
        return ReviewDraft(subscription, entry, copy, load_choices(entry.choices), translator)

    async def find(self, digest: str) -> ReviewDraft:
        """
        Return the draft of the digest with this id.

        Raises:
            InputError: If there is no such draft.
        """
        entry = await self._database.run(lambda db: db.ledger.find(digest))
        if entry is None or not entry.copy:
            raise InputError("draft", _("This draft no longer exists."))
        number = entry.key.subscription
        return await self.load(await self._database.run(lambda db: db.subscriptions.get(number)), entry)

    async def update_choices(self, draft: ReviewDraft, change: Callable[[EditorChoices], EditorChoices]) -> ReviewDraft:
        """
        Apply *change* to the stored choices and record them; concurrent changes by several editors are kept.

        Raises:
            InputError: If the draft was already decided on.
        """
        digest = draft.entry.digest

        def write(repositories: Repositories) -> ReviewDraft:
            entry = repositories.ledger.find(digest) or draft.entry
            choices = change(load_choices(entry.choices))
            now = _require_open(replace(draft, entry=entry, choices=choices))
            return replace(now, entry=repositories.ledger.set_choices(entry, dump_choices(choices)))

        return await self._database.run(write)

    async def approve(self, draft: ReviewDraft, by: str, now: datetime) -> ReviewDraft:
        """
        Approve the draft with its current choices; the next delivery round posts it.

        Raises:
            InputError: If the draft was already decided on.
        """
        entry = _require_open(draft).entry
        composed = build_approved(draft.subscription, entry, draft.copy, draft.choices, draft.translator)
        reply = build_reply_record(draft.subscription, entry, composed, now)

        def write(repositories: Repositories) -> LedgerEntry:
            with repositories.transaction():
                if reply:
                    repositories.replies.save(reply)
                return repositories.ledger.approve(entry, composed, by)

        return replace(draft, entry=await self._database.run(write))

    async def skip(self, draft: ReviewDraft, by: str, now: datetime) -> ReviewDraft:
        """
        Skip the digest, so that it is not posted.

        Raises:
            InputError: If the draft was already decided on.
        """
        entry = _require_open(draft).entry
        skipped = replace(entry, state=DeliveryState.SKIPPED, reason=_("skipped by {name}", name=by))
        await self._database.run(lambda db: db.ledger.finish(entry, skipped, now))
        return replace(draft, entry=skipped)


def _require_open(draft: ReviewDraft) -> ReviewDraft:
    if not draft.is_open:
        raise InputError("draft", _("Someone has already decided on this draft."))
    return draft


def _to_review_options(options: DigestOptions) -> DigestOptions:
    """Return the options to post the draft with: as a plain message in the editors' channel."""
    return replace(options, channel=options.editors, destination=Destination.CHANNEL, publish=False)
