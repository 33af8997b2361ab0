"""Commands in the member's language: their names, options, choices and descriptions, as Discord shows them."""

from __future__ import annotations

from discord import Locale, app_commands
from discord.app_commands import ContextMenu, TranslationContextLocation, TranslationContextTypes, locale_str

from bot.locales import ENGLISH, Part, words_for

_PARTS = {
    TranslationContextLocation.command_name: Part.COMMAND,
    TranslationContextLocation.group_name: Part.COMMAND,
    TranslationContextLocation.parameter_name: Part.OPTION,
    TranslationContextLocation.choice_name: Part.CHOICE,
    TranslationContextLocation.command_description: Part.DESCRIPTION,
    TranslationContextLocation.group_description: Part.DESCRIPTION,
    TranslationContextLocation.parameter_description: Part.DESCRIPTION,
}


class CatalogueTranslator(app_commands.Translator):
    """Says what stands in the commands in each of Discord's locales that the bot speaks."""

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:
        """Give the words in *locale*; None where they are English, which Discord has already."""
        words = words_for(locale.value)
        part = Part.MENU if isinstance(context.data, ContextMenu) else _PARTS.get(context.location)
        if part is None or words == ENGLISH:
            return None
        said = words.called(part, string.message)
        return said if said != string.message else None
