"""Render a story that is posted at once, and the alerts of a server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import ENGLISH, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.alert import AlertRule
from bot.models.digest import Subscription
from bot.models.message import MAX_MESSAGE_CHARACTERS, Button, Message, choose_accent
from bot.rendering.formatting import format_report_count
from bot.rendering.markdown import escape, truncate
from bot.rendering.stories import find_thumbnail, fit_stories
from bot.rendering.subscriptions import describe_exclusions, describe_suspension
from briefings.models import Briefing

#: Characters of what is watched for, or of a topic, that are shown, and space for the lines around a story.
_MAX_SUBJECT_LENGTH, _RESERVED_CHARACTERS = 100, 400


@dataclass(frozen=True, slots=True)
class AlertHeader:
    """
    What an alert's message says besides its story.

    Attributes:
        id: The id by which the message is found again.
        subject: What is watched for, or the topic; ``""`` for any news.
        pictures: Whether to show the picture of the story.
    """

    id: str
    subject: str = ""
    pictures: bool = False


def render_alert(briefing: Briefing, header: AlertHeader, translator: Translator = ENGLISH) -> Message:
    """Render the story of *briefing*, which has one and at least one sentence."""
    title = translator.translate(_("Alert"))
    if header.subject:
        title = f"{title} · {escape(truncate(header.subject, _MAX_SUBJECT_LENGTH))}"
    counted = format_report_count(briefing.articles, briefing.origins)
    foot = f"{translator.translate(counted)} · {translator.translate(_('alert {id}', id=header.id))}"
    found = fit_stories(briefing, MAX_MESSAGE_CHARACTERS - _RESERVED_CHARACTERS, 1, translator)
    story = found[0].markdown if found else ""
    headline, _line, rest = story.partition("\n") if briefing.stories[0].headline else ("", "", story)
    if headline:
        headline = f"### {headline.removeprefix('**').removesuffix('**')}"
    thumbnail = find_thumbnail(briefing) if header.pictures else None
    blocks: tuple[str, ...] = ("\n".join(part for part in (f"-# {title}", headline, rest) if part),)
    if thumbnail and headline and rest:  # the picture is beside the headline, and the sentences get the whole width
        blocks = (f"-# {title}\n{headline}", rest)
    return Message((*blocks, f"-# {foot}"), choose_accent(header.subject), thumbnail=thumbnail)


def render_alerts(heading: LocalizableText, alerts: Sequence[Subscription], translator: Translator) -> Message:
    """Render a list of alerts: what they wait for, where they post, what they leave out."""
    lines = [_render_alert_lines(each, translator) for each in alerts]
    lines = lines or [translator.translate(_("No alerts yet. Add one with /alert add."))]
    return Message((f"### {escape(translator.translate(heading))}", "\n".join(lines)))


def render_alert_settings(heading: LocalizableText, alert: Subscription, translator: Translator) -> Message:
    """Render one alert that was added or changed, with the button for what it leaves out."""
    button = Button(f"digest_leave_out:{alert.id}", translator.translate(_("Leave out …")))
    message = render_alerts(heading, [alert], translator)
    return Message(message.blocks, message.accent, ((button,),))


def _render_alert_lines(alert: Subscription, translator: Translator) -> str:
    rule = alert.alert or AlertRule()
    most = ngettext_("up to {number} story a day", "up to {number} stories a day", rule.per_day)
    details = (
        translator.translate(most),
        *describe_exclusions(alert.options.exclusions, translator),
        *describe_suspension(alert, translator),
        translator.translate(_("Remove it and add it again when I can post there.")) if alert.suspended else "",
    )
    first = f"**{escape(translator.translate(describe_rule(alert)))}** · <#{alert.options.channel}>"
    return "\n".join((first, *(f"-# {line}" for line in details if line)))


def describe_rule(alert: Subscription) -> LocalizableText:
    """Return which stories *alert* posts, as plain text."""
    rule, topic = alert.alert or AlertRule(), truncate(alert.options.topic, _MAX_SUBJECT_LENGTH)
    watch = truncate(rule.watch, _MAX_SUBJECT_LENGTH)
    stories = _("any story")
    if watch and topic:
        stories = _("stories about “{topic}” that mention “{watch}”", topic=topic, watch=watch)
    elif watch:
        stories = _("stories that mention “{watch}”", watch=watch)
    elif topic:
        stories = _("stories about “{topic}”", topic=topic)
    if rule.origins == 1:  # as every story has
        return stories
    origins = ngettext_("from at least {number} origin", "from at least {number} origins", rule.origins)
    return _("{stories}, {origins}", stories=stories, origins=origins)


def summarize_alert(alert: Subscription, channel: str, translator: Translator) -> str:
    """Return one alert as a line of plain text, for a choice."""
    return " · ".join(part for part in (translator.translate(describe_rule(alert)), channel) if part)
