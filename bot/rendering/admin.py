"""Render actors, topics, feeds, settings and stored data as messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from babel import Locale

from bot.locales import ENGLISH, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.message import Accent, Button, Message, MessageButtonStyle, MessageFile
from bot.rendering.formatting import format_source, join_names, render_list_page
from bot.rendering.markdown import escape, format_link, truncate
from bot.services.feeds import MAX_FEEDS, DiscoveredFeed
from bot.services.topics import TopicArticles
from corpus.entities import Curation, CurationAction
from corpus.models import Actor, Citation, Topic
from corpus.models.text import join_texts
from corpus.sources.feed_models import PollResult, PollStatus, SkippedEntry
from corpus.sources.feed_policy import is_stopped
from corpus.store import CurationRecord, Feed

_READING = _("I'm updating this server's articles.")
_MAX_ACTOR_NAME_LENGTH = 80
_MAX_ALIASES = 3


def render_actors(
    actors: Sequence[tuple[Actor, int]],
    curations: Sequence[CurationRecord],
    names: Mapping[str, str],
    page: int = 1,
    translator: Translator = ENGLISH,
) -> Message:
    """
    Render the actors of a guild and its curations of actors.

    Args:
        actors: Actors with the number of sentences that mention each, most mentioned first.
        curations: Curations of this guild, oldest first.
        names: Names of the actors that they concern, by id.
        page: Page number, from 1.
        translator: Translator to the reader's language.
    """
    items = [f"✎ {escape(translator.translate(describe_curation(word, names)))}" for word in curations]
    items += [_render_actor(actor, count, translator) for actor, count in actors]
    if not items:
        none = translator.translate(_("No article mentions a person or organisation yet."))
        return Message((f"### {translator.translate(_('People and organisations'))}", none), Accent.NOTHING)
    legend = _("✎ marks corrections by this server; they apply only here.")
    return render_list_page(
        _("People and organisations"),
        items,
        "actors_page",
        page,
        translator,
        f"-# {translator.translate(legend)}" if curations else "",
    )


def _render_actor(actor: Actor, count: int, translator: Translator) -> str:
    sentences = translator.translate(ngettext_("{number} sentence", "{number} sentences", count))
    aliases = translator.join(
        [escape(truncate(alias, _MAX_ACTOR_NAME_LENGTH)) for alias in actor.aliases[:_MAX_ALIASES]]
    )
    also = f" · {translator.translate(_('also {names}', names=aliases))}" if aliases else ""
    return f"**{escape(truncate(actor.name, _MAX_ACTOR_NAME_LENGTH))}** · {sentences}{also}"


def describe_curation(curation: CurationRecord, names: Mapping[str, str]) -> LocalizableText:
    """Return a description of a curation, with actor ids replaced by the known *names*."""
    parsed = Curation.from_row(curation.action, curation.actor, curation.value)
    actor = truncate(names.get(parsed.actor, parsed.actor), _MAX_ACTOR_NAME_LENGTH)
    value = truncate(parsed.value, _MAX_ACTOR_NAME_LENGTH)
    match parsed.action:
        case CurationAction.ADD:
            return _("added: {name}", name=value)
        case CurationAction.ALIAS:
            return _("{actor} is also called {name}", actor=actor, name=value)
        case CurationAction.SPLIT:
            return _("{name} is not {actor}", actor=actor, name=value)
        case CurationAction.MERGE:
            return _(
                "{actor} and {other} are the same",
                actor=actor,
                other=truncate(names.get(parsed.value, value), _MAX_ACTOR_NAME_LENGTH),
            )


def render_curation(description: str, count: int | None, translator: Translator = ENGLISH) -> Message:
    """Render the confirmation of a curation; *count* articles were re-annotated, None while that is under way."""
    blocks = [f"### {translator.translate(_('Saved'))}", escape(translator.translate(description))]
    if count is None:
        blocks.append(f"-# {translator.translate(_READING)}")
    elif count:
        note = ngettext_("I updated {number} article.", "I updated {number} articles.", count)
        blocks.append(f"-# {translator.translate(note)}")
    return Message(tuple(blocks))


_MAX_TOPIC_PART_LENGTH = 60
_MAX_TOPIC_PARTS = 6


def render_topics(topics: Sequence[Topic], scope: str, page: int = 1, translator: Translator = ENGLISH) -> Message:
    """Render a list of topics; those not of *scope* are shared and marked as such."""
    if not topics:
        none = translator.translate(_("No topics yet. Add one with /topic add."))
        return Message((f"### {translator.translate(_('Topics'))}", none), Accent.NOTHING)
    items = [_render_topic(topic, scope, translator) for topic in topics]
    return render_list_page(_("Topics"), items, "topics_page", page, translator)


def _render_topic(topic: Topic, scope: str, translator: Translator) -> str:
    owner = "" if topic.scope == scope else f" · {translator.translate(_('shared by all servers'))}"
    return f"**{escape(topic.name)}**{owner}\n{_render_topic_parts(topic, translator)}"


def _render_topic_parts(topic: Topic, translator: Translator) -> str:
    parts: list[LocalizableText] = []
    if topic.terms:
        parts.append(_("words: {names}", names=_join_topic_parts(topic.terms, translator)))
    if topic.actors:
        parts.append(_("people and organisations: {names}", names=_join_topic_parts(topic.actors, translator)))
    if topic.sources:
        parts.append(_("sources: {names}", names=_join_topic_parts(topic.sources, translator)))
    if topic.languages:
        parts.append(_("languages: {names}", names=_join_topic_parts(topic.languages, translator)))
    return "\n".join(f"-# {translator.translate(part)}" for part in parts)


def _join_topic_parts(names: Sequence[str], translator: Translator) -> str:
    joined = translator.join([escape(truncate(name, _MAX_TOPIC_PART_LENGTH)) for name in names[:_MAX_TOPIC_PARTS]])
    return joined if len(names) <= _MAX_TOPIC_PARTS else f"{joined} …"


def render_topic_articles(topic_articles: TopicArticles, translator: Translator = ENGLISH, notice: str = "") -> Message:
    """
    Render a topic and the articles that match it, with the matching words.

    Args:
        topic_articles: The topic and its articles.
        translator: Translator to the reader's language.
        notice: Notice of what was just done with it, or ``""``.
    """
    topic = topic_articles.topic
    heading = f"### {escape(topic.name)}"
    if notice:
        heading = f"-# {translator.translate(notice)}\n{heading}"
    counted = ngettext_("{number} article belongs to it.", "{number} articles belong to it.", topic_articles.count)
    blocks = [heading, _render_topic_parts(topic, translator), translator.translate(counted)]
    blocks += [_render_topic_article(*one, translator=translator) for one in topic_articles.articles]
    if topic_articles.unknown:
        names = _join_topic_parts(topic_articles.unknown, translator)
        unknown = _("I don't know these names, so I search for them as words: {names}", names=names)
        blocks.append(f"-# {translator.translate(unknown)}")
    return Message(
        tuple(block for block in blocks if block), Accent.BRIEFING if topic_articles.count else Accent.NOTHING
    )


def _render_topic_article(citation: Citation, score: float, reasons: Sequence[str], *, translator: Translator) -> str:
    by = translator.translate(_("because of {names}", names=_join_topic_parts(reasons, translator)))
    return f"- {format_source(citation, translator)}\n-# {score:.0%} · {by}"


_MAX_FEED_NAME_LENGTH, _MAX_ADDRESS_LENGTH = 80, 120
_MAX_OTHER_FEEDS, _MAX_REFUSALS = 3, 3
#: Reasons shown for the entries that a feed left out, and how many of these are named for each.
_MAX_LEFT_OUT_REASONS, _MAX_LEFT_OUT_NAMES, _MAX_LEFT_OUT_NAME_LENGTH = 3, 2, 60
#: Feeds reported in one message; any beyond the first ones are left out.
_FETCHING_NOW = _("I'm fetching their articles of the last day. This takes about a minute.")
_FETCHING_SOON = _("I'll fetch their articles of the last day in a few minutes.")
_MAX_FEED_REPORTS = 12


def render_discovered_feed(found: DiscoveredFeed, translator: Translator = ENGLISH) -> str:
    """Return Markdown for one entered address: the feed there, or why it can't be followed."""
    if not found.url:
        return (
            f"✗ {escape(truncate(found.address, _MAX_ADDRESS_LENGTH))}: "
            f"{escape(truncate(translator.translate(found.reason), 200))}"
        )
    listing = ngettext_("lists {number} article now", "lists {number} articles now", found.entries)
    description = f"{_link_feed(found.title, found.url)} · {escape(translator.translate(found.reason or listing))}"
    return f"{'✗' if found.reason else '✓'} {description}"


def render_other_feeds(found: DiscoveredFeed, translator: Translator = ENGLISH) -> str:
    """Return Markdown naming the other feeds of a page, or ``""`` if there are none."""
    if not found.others:
        return ""
    names = translator.join([escape(truncate(each, _MAX_ADDRESS_LENGTH)) for each in found.others[:_MAX_OTHER_FEEDS]])
    return f"-# {translator.translate(_('The page also offers: {names}', names=names))}"


def render_discovered_feeds(
    found: Sequence[DiscoveredFeed], translator: Translator = ENGLISH, *, fetching: bool = False
) -> Message:
    """Render the feeds found at the entered addresses; with *fetching*, their articles are being fetched now."""
    lines = [
        part
        for one in found[:_MAX_FEED_REPORTS]
        for part in (render_discovered_feed(one, translator), render_other_feeds(one, translator))
        if part
    ]
    if len(found) > _MAX_FEED_REPORTS:
        lines.append(f"-# {translator.translate(_('and {number} more', number=len(found) - _MAX_FEED_REPORTS))}")
    followed = [one for one in found if one.url and not one.reason]
    heading = ngettext_("{number} feed is followed", "{number} feeds are followed", len(followed))
    foot = _describe_next_fetch(followed, translator, fetching=fetching)
    blocks = (f"### {translator.translate(heading)}", "\n".join(lines), foot)
    return Message(tuple(block for block in blocks if block), Accent.BRIEFING if followed else Accent.NOTHING)


def _describe_next_fetch(followed: Sequence[DiscoveredFeed], translator: Translator, *, fetching: bool) -> str:
    if not followed:
        return ""
    if fetching:
        return f"-# {translator.translate(_FETCHING_NOW)}"
    return f"-# {translator.translate(_FETCHING_SOON)}"


def render_poll_results(
    results: Sequence[PollResult], not_due: Sequence[Feed], translator: Translator = ENGLISH
) -> Message:
    """Render the results of a poll, and when the feeds that were not due are polled next."""
    lines = [render_poll_result(each, translator) for each in results[:_MAX_FEED_REPORTS]]
    lines += [
        f"-# {escape(truncate(translator.translate(reason), 200))}" for each in results for reason in each.refused
    ][:_MAX_REFUSALS]
    left_out = [entry for each in results for entry in (*each.left_out, *each.postponed)]
    lines += _render_left_out(left_out, translator)
    lines += [
        f"{_link_feed(feed.title, feed.url)} · {_describe_next_poll(feed, translator)}"
        for feed in not_due[:_MAX_FEED_REPORTS]
    ]
    added = sum(each.added for each in results)
    heading = ngettext_("{number} new article", "{number} new articles", added)
    foot = translator.translate(_("I check each feed at most once an hour."))
    return Message((f"### {translator.translate(heading)}", "\n".join(lines), f"-# {foot}"))


def render_poll_result(result: PollResult, translator: Translator = ENGLISH) -> str:
    """Return Markdown for the result of polling one feed."""
    return f"{_link_feed(result.title, result.url)} · {escape(translator.translate(_describe_poll_outcome(result)))}"


def _describe_poll_outcome(result: PollResult) -> LocalizableText:
    if result.error:
        return _("I couldn't read it: {reason}", reason=truncate(result.error, 200))
    if result.status is PollStatus.UNCHANGED:
        return _("nothing new")
    counts = [
        _("{number} added", number=result.added) if result.added else "",
        _("{number} updated", number=result.revised) if result.revised else "",
        _("{number} rejected", number=len(result.refused)) if result.refused else "",
        _("{number} left for next time", number=result.remaining) if result.remaining else "",
    ]
    return join_texts([one for one in counts if one], ", ") if any(counts) else _("nothing new")


def render_feeds(feeds: Sequence[Feed], page: int = 1, translator: Translator = ENGLISH) -> Message:
    """Render the feeds of a guild: when each was last polled, what failed, and when it is polled next."""
    if not feeds:
        none = translator.translate(_("No feeds yet. Add one with /feeds add."))
        return Message((f"### {translator.translate(_('Feeds of this server'))}", none), Accent.NOTHING)
    heading = _("Feeds of this server: {number} of {most}", number=len(feeds), most=MAX_FEEDS)
    return render_list_page(heading, [_render_feed(feed, translator) for feed in feeds], "feeds_page", page, translator)


def _render_feed(feed: Feed, translator: Translator) -> str:
    last_poll = _("checked {when}", when=_format_relative_time(feed.polled)) if feed.polled else _("not checked yet")
    lines = [
        _link_feed(feed.title, feed.url),
        f"-# {translator.translate(last_poll)} · {_describe_next_poll(feed, translator)}",
    ]
    if feed.error:
        failed = ngettext_(
            "failed: {reason}",
            "failed {number} times in a row: {reason}",
            feed.failures,
            reason=escape(truncate(translator.translate_legacy(feed.error), 120)),
        )
        lines.append(f"-# ⚠ {translator.translate(failed)}")
    left_out = [SkippedEntry(*each) for each in feed.left_out]
    hidden = feed.left_out_count - len(left_out)
    return "\n".join([*lines, *_render_left_out(left_out, translator, hidden)])


def _render_left_out(left_out: Sequence[SkippedEntry], translator: Translator, hidden: int = 0) -> list[str]:
    """Return one line for each reason: how many entries are left out for it, and the first of them."""
    titles: dict[str, list[str]] = {}
    for each in left_out:
        titles.setdefault(each.reason, []).append(truncate(each.title or each.url, _MAX_LEFT_OUT_NAME_LENGTH))
    lines = []
    for reason, named in list(titles.items())[:_MAX_LEFT_OUT_REASONS]:
        known = [name for name in named if name] or ["–"]
        counted = _(
            "left out: {number} – {reason}: {names}",
            number=len(named),
            reason=escape(truncate(translator.translate_legacy(reason), 120)),
            names=escape(join_names(known, _MAX_LEFT_OUT_NAMES, translator)),
        )
        lines.append(f"-# {translator.translate(counted)}")
    rest = hidden + sum(len(named) for named in list(titles.values())[_MAX_LEFT_OUT_REASONS:])
    return [*lines, f"-# {translator.translate(_('and {number} more', number=rest))}"] if rest else lines


def _describe_next_poll(feed: Feed, translator: Translator) -> str:
    if is_stopped(feed):
        return translator.translate(_("no longer checked: the feed is gone"))
    return translator.translate(
        _("next check {when}", when=_format_relative_time(feed.due)) if feed.due else _("next check in a few minutes")
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
    settings: Mapping[int, Mapping[str, str | bool | None]], translator: Translator = ENGLISH, notice: str = ""
) -> Message:
    """
    Render the settings of a guild and its channels.

    Args:
        settings: Settings by channel id, None if not chosen; id 0 is the whole guild.
        translator: Translator to the reader's language.
        notice: Notice of what was just changed, or ``""``.
    """
    server = dict.fromkeys(("language", "private", "topic")) | dict(settings.get(_WHOLE_SERVER, {}))
    defaults = {
        "language": _("each member's own"),
        "private": _("everyone in the channel sees them"),
        "topic": _("all news"),
    }
    lines = [
        f"**{translator.translate(_SETTING_NAMES[name])}** "
        f"{_render_setting(name, server[name], translator) or translator.translate(defaults[name])}"
        for name in defaults
    ]
    blocks = [f"### {translator.translate(notice or _('Settings of this server'))}", "\n".join(lines)]
    channel_lines = [
        line
        for place, values in settings.items()
        if place and (line := _render_channel_settings(place, values, translator))
    ]
    if channel_lines:
        blocks.append("\n".join(channel_lines[:_MAX_CHANNELS]))
    blocks.append(f"-# {translator.translate(_('Channel settings override server settings.'))}")
    return Message(tuple(blocks))


def _render_channel_settings(channel: int, values: Mapping[str, str | bool | None], translator: Translator) -> str:
    parts = [
        f"{translator.translate(_SETTING_NAMES[name])} {text}"
        for name in _SETTING_NAMES
        if (text := _render_setting(name, values.get(name), translator))
    ]
    return f"<#{channel}> {' · '.join(parts)}" if parts else ""


_SETTING_NAMES = {"language": _("Language:"), "private": _("Replies:"), "topic": _("Default topic:")}


def _render_setting(name: str, value: str | bool | None, translator: Translator) -> str:
    if value is None:
        return ""
    if name == "language":
        return get_native_name(str(value))
    if name == "private":
        return translator.translate(_describe_private_replies() if value else _("everyone in the channel sees them"))
    return f"“{escape(truncate(str(value), 100))}”"


def _describe_private_replies() -> LocalizableText:
    return _("only the person who asks sees them")


def get_native_name(language: str) -> str:
    """Return the name of a language in that language: ``Deutsch``."""
    name = Locale.parse(language).get_display_name()
    return (name or language).capitalize()


_NOT_STORED_NOTE = _("I never read or store messages in your channels.")


def render_stored_data(counts: Mapping[str, int], translator: Translator = ENGLISH, *, server: bool) -> Message:
    """
    Render how much data is stored.

    Args:
        counts: Number of items by kind.
        translator: Translator to the reader's language.
        server: Whether it is the guild's data, rather than that of the member who asks.
    """
    heading = _("Data of this server") if server else _("Your data")
    lines = _list_counts(counts, translator) or [translator.translate(_("Nothing."))]
    return Message(
        (f"### {translator.translate(heading)}", "\n".join(lines), f"-# {translator.translate(_NOT_STORED_NOTE)}")
    )


def _list_counts(counts: Mapping[str, int], translator: Translator) -> list[str]:
    return [
        f"- {translator.translate(_COUNT_MESSAGES[name](number))}"
        for name, number in counts.items()
        if number and name in _COUNT_MESSAGES
    ]


#: Messages that count stored data, by kind.
_COUNT_MESSAGES: Mapping[str, Callable[[int], LocalizableText]] = {
    "shown": lambda number: ngettext_(
        "{number} reply: your question, the channel and my answer; deleted after 90 days",
        "{number} replies: your questions, the channels and my answers; deleted after 90 days",
        number,
    ),
    "setups": lambda number: ngettext_("{number} setup in progress", "{number} setups in progress", number),
    "subscriptions": lambda number: ngettext_("{number} digest", "{number} digests", number),
    "ledger": lambda number: ngettext_("{number} delivery of a digest", "{number} deliveries of digests", number),
    "archive_channels": lambda number: ngettext_(
        "{number} channel with public digests", "{number} channels with public digests", number
    ),
    "classes": lambda number: ngettext_("{number} class", "{number} classes", number),
    "class_quizzes": lambda number: ngettext_("{number} quiz of a class", "{number} quizzes of classes", number),
    "class_answers": lambda number: ngettext_(
        "{number} answer in a quiz of a class", "{number} answers in quizzes of classes", number
    ),
    "settings": lambda number: ngettext_(
        "settings of {number} server or channel", "settings of {number} servers or channels", number
    ),
    "articles": lambda number: ngettext_("{number} article of this server", "{number} articles of this server", number),
    "feeds": lambda number: ngettext_("{number} feed", "{number} feeds", number),
    "topics": lambda number: ngettext_("{number} topic", "{number} topics", number),
    "words": lambda number: ngettext_(
        "{number} correction of a person or organisation", "{number} corrections of people or organisations", number
    ),
}


def render_data_export(data: bytes, left_out: int, translator: Translator = ENGLISH) -> Message:
    """Render the export of stored data with its file; *left_out* counts the articles whose text did not fit."""
    lines = [f"### {translator.translate(_('Stored data'))}"]
    if left_out:
        note = ngettext_(
            "The text of {number} article didn't fit and is left out.",
            "The texts of {number} articles didn't fit and are left out.",
            left_out,
        )
        lines.append(translator.translate(note))
    ending = "json" if data[:1] == b"{" else "json.gz"
    return Message(tuple(lines), files=(MessageFile(f"dateline-privacy.{ending}", data),))


def render_deletion_prompt(
    counts: Mapping[str, int], confirm_id: str, translator: Translator = ENGLISH, *, server: bool
) -> Message:
    """Render the prompt to delete all stored data; *confirm_id* is the id of the button that confirms it."""
    message = render_stored_data(counts, translator, server=server)
    if not _list_counts(counts, translator):
        return message
    if server:
        warning = _("This also removes the server's digests and feeds, and can't be undone.")
    else:
        warning = _("This can't be undone. Buttons on your earlier replies will stop working.")
    buttons = (
        Button(confirm_id, translator.translate(_("Delete permanently")), MessageButtonStyle.DANGER),
        Button("privacy_keep", translator.translate(_("Keep my data"))),
    )
    return Message((*message.blocks[:-1], f"**{translator.translate(warning)}**"), Accent.ERROR, (buttons,))


def render_deleted(count: int, translator: Translator = ENGLISH) -> Message:
    """Render the confirmation of a deletion of *count* rows, articles and feeds."""
    text = ngettext_("I deleted {number} item.", "I deleted {number} items.", count)
    return Message((f"### {translator.translate(_('Deleted'))}", translator.translate(text)), Accent.NOTHING)


def render_nothing_deleted(translator: Translator = ENGLISH) -> Message:
    """Render the notice that nothing was deleted."""
    return Message((translator.translate(_("Nothing was deleted.")),), Accent.NOTHING)
