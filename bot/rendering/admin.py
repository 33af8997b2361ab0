"""Render actors, topics, feeds, settings and stored data as messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from babel import Locale

from bot.locales import ENGLISH, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.message import Accent, Button, Message, MessageButtonStyle, MessageFile
from bot.rendering.formatting import format_source, render_list_page
from bot.rendering.markdown import escape, format_link, truncate
from bot.services import MAX_FEEDS, DiscoveredFeed, TopicArticles
from corpus.entities import Curation, CurationAction
from corpus.models import Actor, Citation, Topic
from corpus.sources import PollResult, PollStatus, is_stopped
from corpus.store import CurationRecord, Feed

_MAX_ACTOR_NAME_LENGTH = 80
_MAX_ALIASES = 3


def render_actors(
    cast: Sequence[tuple[Actor, int]],
    said: Sequence[CurationRecord],
    names: Mapping[str, str],
    page: int = 1,
    words: Translator = ENGLISH,
) -> Message:
    """
    Render the actors of a guild and its curations of actors.

    Args:
        cast: Actors with the number of sentences that mention each, most mentioned first.
        said: Curations of this guild, oldest first.
        names: Names of the actors that they concern, by id.
        page: Page number, from 1.
        words: Translator to the reader's language.
    """
    items = [f"✎ {escape(words.translate(describe_curation(word, names)))}" for word in said]
    items += [_render_actor(actor, count, words) for actor, count in cast]
    if not items:
        none = words.translate(_("No article names an actor yet."))
        return Message((f"### {words.translate(_('Actors'))}", none), Accent.NOTHING)
    own = _("✎ marks what this server's curators said; it holds in this server alone.")
    return render_list_page(
        _("Actors"), items, "actors_page", page, words, f"-# {words.translate(own)}" if said else ""
    )


def _render_actor(actor: Actor, count: int, words: Translator) -> str:
    sentences = words.translate(ngettext_("{number} sentence", "{number} sentences", count))
    known = words.join([escape(truncate(alias, _MAX_ACTOR_NAME_LENGTH)) for alias in actor.aliases[:_MAX_ALIASES]])
    also = f" · {words.translate(_('also {names}', names=known))}" if known else ""
    return f"**{escape(truncate(actor.name, _MAX_ACTOR_NAME_LENGTH))}** · {sentences}{also}"


def describe_curation(curation: CurationRecord, names: Mapping[str, str]) -> LocalizableText:
    """Return a description of a curation, with actor ids replaced by the known *names*."""
    word = Curation.from_row(curation.action, curation.actor, curation.value)
    actor = truncate(names.get(word.actor, word.actor), _MAX_ACTOR_NAME_LENGTH)
    value = truncate(word.value, _MAX_ACTOR_NAME_LENGTH)
    match word.action:
        case CurationAction.ADD:
            return _("there is an actor called {name}", name=value)
        case CurationAction.ALIAS:
            return _("{actor} is also called {name}", actor=actor, name=value)
        case CurationAction.SPLIT:
            return _("{name} is not {actor}", actor=actor, name=value)
        case CurationAction.MERGE:
            return _(
                "{actor} and {other} are one",
                actor=actor,
                other=truncate(names.get(word.value, value), _MAX_ACTOR_NAME_LENGTH),
            )


def render_curation(said: str, count: int | None, words: Translator = ENGLISH) -> Message:
    """Render the confirmation of a curation; *count* articles were re-annotated, None while that is under way."""
    if count is None:
        told: str = _("The articles of this server are being read anew.")
    else:
        told = ngettext_("{number} article was read anew.", "{number} articles were read anew.", count)
    return Message((f"### {words.translate(_('Kept'))}", escape(words.translate(said)), f"-# {words.translate(told)}"))


_MAX_TOPIC_PART_LENGTH = 60
_MAX_TOPIC_PARTS = 6


def render_topics(topics: Sequence[Topic], scope: str, page: int = 1, words: Translator = ENGLISH) -> Message:
    """Render a list of topics; those not of *scope* are shared and marked as such."""
    if not topics:
        none = words.translate(_("There is no topic yet. /topic add makes one."))
        return Message((f"### {words.translate(_('Topics'))}", none), Accent.NOTHING)
    items = [_render_topic(topic, scope, words) for topic in topics]
    return render_list_page(_("Topics"), items, "topics_page", page, words)


def _render_topic(topic: Topic, scope: str, words: Translator) -> str:
    whose = "" if topic.scope == scope else f" · {words.translate(_('everybody’s'))}"
    return f"**{escape(topic.name)}**{whose}\n{_render_topic_parts(topic, words)}"


def _render_topic_parts(topic: Topic, words: Translator) -> str:
    told: list[LocalizableText] = []
    if topic.terms:
        told.append(_("words: {names}", names=_join_topic_parts(topic.terms, words)))
    if topic.actors:
        told.append(_("actors: {names}", names=_join_topic_parts(topic.actors, words)))
    if topic.sources:
        told.append(_("sources: {names}", names=_join_topic_parts(topic.sources, words)))
    if topic.languages:
        told.append(_("languages: {names}", names=_join_topic_parts(topic.languages, words)))
    return "\n".join(f"-# {words.translate(part)}" for part in told)


def _join_topic_parts(names: Sequence[str], words: Translator) -> str:
    shown = words.join([escape(truncate(name, _MAX_TOPIC_PART_LENGTH)) for name in names[:_MAX_TOPIC_PARTS]])
    return shown if len(names) <= _MAX_TOPIC_PARTS else f"{shown} …"


def render_topic_articles(belonging: TopicArticles, words: Translator = ENGLISH, done: str = "") -> Message:
    """
    Render a topic and the articles that match it, with the matching words.

    Args:
        belonging: The topic and its articles.
        words: Translator to the reader's language.
        done: Notice of what was just done with it, or ``""``.
    """
    topic = belonging.topic
    heading = f"### {escape(topic.name)}"
    if done:
        heading = f"-# {words.translate(done)}\n{heading}"
    counted = ngettext_("{number} article belongs to it.", "{number} articles belong to it.", belonging.count)
    blocks = [heading, _render_topic_parts(topic, words), words.translate(counted)]
    blocks += [_render_topic_article(*one, words=words) for one in belonging.articles]
    if belonging.unknown:
        names = _join_topic_parts(belonging.unknown, words)
        blocks.append(
            f"-# {words.translate(_('Looked for as words, for nobody known is called so: {names}', names=names))}"
        )
    return Message(tuple(block for block in blocks if block), Accent.BRIEFING if belonging.count else Accent.NOTHING)


def _render_topic_article(citation: Citation, score: float, reasons: Sequence[str], *, words: Translator) -> str:
    by = words.translate(_("by {names}", names=_join_topic_parts(reasons, words)))
    return f"- {format_source(citation, words)}\n-# {score:.0%} · {by}"


_MAX_FEED_NAME_LENGTH, _MAX_ADDRESS_LENGTH = 80, 120
_MAX_OTHER_FEEDS, _MAX_REFUSALS = 3, 3
#: Feeds reported in one message; any beyond the first ones are left out.
_MAX_FEED_REPORTS = 12


def render_discovered_feed(found: DiscoveredFeed, words: Translator = ENGLISH) -> str:
    """Return Markdown for one entered address: the feed there, or why it can't be followed."""
    if not found.url:
        return (
            f"✗ {escape(truncate(found.given, _MAX_ADDRESS_LENGTH))}: "
            f"{escape(truncate(words.translate_legacy(found.reason), 200))}"
        )
    listing = ngettext_("lists {number} article now", "lists {number} articles now", found.entries)
    said = f"{_link_feed(found.title, found.url)} · {escape(words.translate_legacy(found.reason or listing))}"
    return f"{'✗' if found.reason else '✓'} {said}"


def render_other_feeds(found: DiscoveredFeed, words: Translator = ENGLISH) -> str:
    """Return Markdown naming the other feeds of a page, or ``""`` if there are none."""
    if not found.others:
        return ""
    names = words.join([escape(truncate(each, _MAX_ADDRESS_LENGTH)) for each in found.others[:_MAX_OTHER_FEEDS]])
    return f"-# {words.translate(_('The page also announces: {names}', names=names))}"


def render_discovered_feeds(
    found: Sequence[DiscoveredFeed], words: Translator = ENGLISH, *, fetching: bool = False
) -> Message:
    """Render the feeds found at the entered addresses; with *fetching*, their articles are being fetched now."""
    lines = [
        part
        for one in found[:_MAX_FEED_REPORTS]
        for part in (render_discovered_feed(one, words), render_other_feeds(one, words))
        if part
    ]
    if len(found) > _MAX_FEED_REPORTS:
        lines.append(f"-# {words.translate(_('and {number} more', number=len(found) - _MAX_FEED_REPORTS))}")
    followed = [one for one in found if one.url and not one.reason]
    heading = ngettext_("{number} feed is followed", "{number} feeds are followed", len(followed))
    foot = _describe_next_fetch(followed, words, fetching=fetching)
    blocks = (f"### {words.translate(heading)}", "\n".join(lines), foot)
    return Message(tuple(block for block in blocks if block), Accent.BRIEFING if followed else Accent.NOTHING)


def _describe_next_fetch(followed: Sequence[DiscoveredFeed], words: Translator, *, fetching: bool) -> str:
    if not followed:
        return ""
    if fetching:
        return f"-# {words.translate(_('Their articles of the last day are being fetched; this takes a minute.'))}"
    return f"-# {words.translate(_('Their articles of the last day are fetched within minutes.'))}"


def render_poll_results(polled: Sequence[PollResult], later: Sequence[Feed], words: Translator = ENGLISH) -> Message:
    """Render the results of a poll, and when the feeds that were not due are polled next."""
    lines = [render_poll_result(each, words) for each in polled[:_MAX_FEED_REPORTS]]
    lines += [
        f"-# {escape(truncate(words.translate_legacy(reason), 200))}" for each in polled for reason in each.refused
    ][:_MAX_REFUSALS]
    lines += [
        f"{_link_feed(feed.title, feed.url)} · {_describe_next_poll(feed, words)}" for feed in later[:_MAX_FEED_REPORTS]
    ]
    added = sum(each.added for each in polled)
    heading = ngettext_("{number} new article", "{number} new articles", added)
    foot = words.translate(_("No feed is asked more than once an hour."))
    return Message((f"### {words.translate(heading)}", "\n".join(lines), f"-# {foot}"))


def render_poll_result(polled: PollResult, words: Translator = ENGLISH) -> str:
    """Return Markdown for the result of polling one feed."""
    return f"{_link_feed(polled.title, polled.url)} · {escape(words.translate(_describe_poll_outcome(polled)))}"


def _describe_poll_outcome(polled: PollResult) -> LocalizableText:
    if polled.error:
        return _("could not be read: {reason}", reason=truncate(polled.error, 200))
    if polled.result is PollStatus.UNCHANGED:
        return _("nothing new")
    return _(
        "{added} added, {revised} revised, {refused} refused, {left} left for the next time",
        added=polled.added,
        revised=polled.revised,
        refused=len(polled.refused),
        left=polled.left,
    )


def render_feeds(feeds: Sequence[Feed], page: int = 1, words: Translator = ENGLISH) -> Message:
    """Render the feeds of a guild: when each was last polled, what failed, and when it is polled next."""
    if not feeds:
        none = words.translate(_("No feed is followed here yet. /feeds add follows one."))
        return Message((f"### {words.translate(_('Feeds of this server'))}", none), Accent.NOTHING)
    heading = _("Feeds of this server: {number} of {most}", number=len(feeds), most=MAX_FEEDS)
    return render_list_page(heading, [_render_feed(feed, words) for feed in feeds], "feeds_page", page, words)


def _render_feed(feed: Feed, words: Translator) -> str:
    asked = _("asked {when}", when=_format_relative_time(feed.polled)) if feed.polled else _("not asked yet")
    lines = [_link_feed(feed.title, feed.url), f"-# {words.translate(asked)} · {_describe_next_poll(feed, words)}"]
    if feed.error:
        failed = ngettext_(
            "failed: {reason}",
            "failed {number} times in a row: {reason}",
            feed.failures,
            reason=escape(truncate(words.translate_legacy(feed.error), 120)),
        )
        lines.append(f"-# ⚠ {words.translate(failed)}")
    return "\n".join(lines)


def _describe_next_poll(feed: Feed, words: Translator) -> str:
    if is_stopped(feed):
        return words.translate(_("not asked any more: it is gone"))
    return words.translate(
        _("next {when}", when=_format_relative_time(feed.due)) if feed.due else _("next within minutes")
    )


def _format_relative_time(moment: str) -> str:
    # Shown in the reader's own time zone
    # (https://discord.com/developers/docs/reference#message-formatting-timestamp-styles).
    return f"<t:{int(datetime.fromisoformat(moment).timestamp())}:R>"


def _link_feed(title: str, url: str) -> str:
    name = truncate(title, _MAX_FEED_NAME_LENGTH) or truncate(url, _MAX_FEED_NAME_LENGTH)
    return f"**{format_link(name, url)}**"


#: Stands for the whole guild instead of a channel id, as `bot.db.settings.WHOLE_SERVER` does.
_WHOLE_SERVER = 0
_MAX_CHANNELS = 20


def render_settings(
    chosen: Mapping[int, Mapping[str, str | bool | None]], words: Translator = ENGLISH, done: str = ""
) -> Message:
    """
    Render the settings of a guild and its channels.

    Args:
        chosen: Settings by channel id, None if not chosen; id 0 is the whole guild.
        words: Translator to the reader's language.
        done: Notice of what was just changed, or ``""``.
    """
    server = dict.fromkeys(("language", "private", "topic")) | dict(chosen.get(_WHOLE_SERVER, {}))
    usual = {"language": _("each member's own"), "private": _("shown to all"), "topic": _("everything")}
    lines = [
        f"**{words.translate(_SETTING_NAMES[name])}** "
        f"{_render_setting(name, server[name], words) or words.translate(usual[name])}"
        for name in usual
    ]
    blocks = [f"### {words.translate(done or _('Settings of this server'))}", "\n".join(lines)]
    own = [
        line for place, values in chosen.items() if place and (line := _render_channel_settings(place, values, words))
    ]
    if own:
        blocks.append("\n".join(own[:_MAX_CHANNELS]))
    blocks.append(f"-# {words.translate(_('What is chosen for a channel goes before what is chosen for the server.'))}")
    return Message(tuple(blocks))


def _render_channel_settings(place: int, values: Mapping[str, str | bool | None], words: Translator) -> str:
    said = [
        f"{words.translate(_SETTING_NAMES[name])} {told}"
        for name in _SETTING_NAMES
        if (told := _render_setting(name, values.get(name), words))
    ]
    return f"<#{place}> {' · '.join(said)}" if said else ""


_SETTING_NAMES = {"language": _("Language:"), "private": _("Replies:"), "topic": _("Usual topic:")}


def _render_setting(name: str, value: str | bool | None, words: Translator) -> str:
    if value is None:
        return ""
    if name == "language":
        return get_native_name(str(value))
    if name == "private":
        return words.translate(_describe_private_replies() if value else _("shown to all"))
    return f"“{escape(truncate(str(value), 100))}”"


def _describe_private_replies() -> LocalizableText:
    return _("shown to the one who asks alone")


def get_native_name(language: str) -> str:
    """Return the name of a language in that language: ``Deutsch``."""
    name = Locale.parse(language).get_display_name()
    return (name or language).capitalize()


_NOT_STORED_NOTE = _("Messages in your channels are never read or kept.")


def render_stored_data(counts: Mapping[str, int], words: Translator = ENGLISH, *, server: bool) -> Message:
    """
    Render how much data is stored.

    Args:
        counts: Number of items by kind.
        words: Translator to the reader's language.
        server: Whether it is the guild's data, rather than that of the member who asks.
    """
    heading = _("What is kept of this server") if server else _("What is kept of you")
    lines = _list_counts(counts, words) or [words.translate(_("Nothing."))]
    return Message((f"### {words.translate(heading)}", "\n".join(lines), f"-# {words.translate(_NOT_STORED_NOTE)}"))


def _list_counts(counts: Mapping[str, int], words: Translator) -> list[str]:
    return [
        f"- {words.translate(_COUNT_MESSAGES[name](number))}"
        for name, number in counts.items()
        if number and name in _COUNT_MESSAGES
    ]


#: Messages that count stored data, by kind.
_COUNT_MESSAGES: Mapping[str, Callable[[int], LocalizableText]] = {
    "shown": lambda number: ngettext_(
        "{number} reply: what was asked, where, and what was shown; deleted after 90 days",
        "{number} replies: what was asked, where, and what was shown; deleted after 90 days",
        number,
    ),
    "setups": lambda number: ngettext_("{number} guided setup under way", "{number} guided setups under way", number),
    "subscriptions": lambda number: ngettext_(
        "{number} digest that is or was posted", "{number} digests that are or were posted", number
    ),
    "ledger": lambda number: ngettext_(
        "{number} row of the ledger of digests", "{number} rows of the ledger of digests", number
    ),
    "settings": lambda number: ngettext_("settings of {number} place", "settings of {number} places", number),
    "articles": lambda number: ngettext_("{number} article of its own", "{number} articles of its own", number),
    "feeds": lambda number: ngettext_("{number} feed", "{number} feeds", number),
    "topics": lambda number: ngettext_("{number} topic", "{number} topics", number),
    "words": lambda number: ngettext_("{number} word on an actor", "{number} words on actors", number),
}


def render_data_export(data: bytes, left_out: int, words: Translator = ENGLISH) -> Message:
    """Render the export of stored data with its file; *left_out* counts the articles whose text did not fit."""
    lines = [f"### {words.translate(_('What is kept'))}"]
    if left_out:
        told = ngettext_(
            "The text of {number} article did not fit and is left out.",
            "The texts of {number} articles did not fit and are left out.",
            left_out,
        )
        lines.append(words.translate(told))
    ending = "json" if data[:1] == b"{" else "json.gz"
    return Message(tuple(lines), files=(MessageFile(f"dateline-privacy.{ending}", data),))


def render_deletion_prompt(
    counts: Mapping[str, int], deed: str, words: Translator = ENGLISH, *, server: bool
) -> Message:
    """Render the prompt to delete all stored data; *deed* is the id of the button that confirms it."""
    shown = render_stored_data(counts, words, server=server)
    if not _list_counts(counts, words):
        return shown
    if server:
        warning = _("Deleting ends this server's digests and feeds, and can't be undone.")
    else:
        warning = _("Deleting can't be undone. Buttons of your old replies no longer answer.")
    buttons = (
        Button(deed, words.translate(_("Delete for good")), MessageButtonStyle.DANGER),
        Button("privacy_keep", words.translate(_("Keep it"))),
    )
    return Message((*shown.blocks[:-1], f"**{words.translate(warning)}**"), Accent.ERROR, (buttons,))


def render_deleted(count: int, words: Translator = ENGLISH) -> Message:
    """Render the confirmation of a deletion of *count* rows, articles and feeds."""
    told = ngettext_("{number} thing was deleted.", "{number} things were deleted.", count)
    return Message((f"### {words.translate(_('Deleted'))}", words.translate(told)), Accent.NOTHING)


def render_nothing_deleted(words: Translator = ENGLISH) -> Message:
    """Render the notice that nothing was deleted."""
    return Message((words.translate(_("Nothing was deleted.")),), Accent.NOTHING)
