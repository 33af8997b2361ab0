"""The descriptions of the bundled people, organisations and former states, as messages that can be translated."""

from __future__ import annotations

from bot.locales.messages import LocalizableText, _

#: Those of ``corpus/entities/registry.toml``, in its order; a test compares both.
_DESCRIPTIONS: tuple[LocalizableText, ...] = (
    _("until 1991"),
    _("until 1992; the name was kept until 2003"),
    _("until 1992"),
    _("until 1990"),
    _("the US Department of Defense"),
    _("North Korea's state news agency"),
    _("newspaper of the Workers' Party of Korea"),
    _("news agency in Seoul"),
    _("news agency in Paris"),
    _("news agency in New York"),
    _("news agency in London"),
    _("Russia's state news agency"),
    _("Russian state news agency"),
    _("news agency in Moscow"),
    _("China's state news agency"),
    _("news agency in Tokyo"),
    _("signed in Pyongyang on 19 June 2024"),
    _("president of Russia"),
    _("leader of North Korea"),
    _("sister of Kim Jong Un, official of the Workers' Party of Korea"),
    _("leader of North Korea from 1994 to 2011"),
    _("founder of North Korea, its leader until 1994"),
    _("president of South Korea from 2022 to 2025"),
    _("president of South Korea from 2017 to 2022"),
    _("president of South Korea since June 2025"),
    _("national security adviser of South Korea in 2024"),
    _("defence minister of South Korea from 2023 to 2024"),
    _("foreign minister of South Korea from 2024 to 2025"),
    _("foreign minister of North Korea"),
    _("president of Ukraine"),
    _("president of the United States from 2021 to 2025"),
    _("president of the United States from 2017 to 2021 and since 2025"),
    _("US secretary of state from 2021 to 2025"),
    _("US defence secretary from 2021 to 2025"),
    _("US national security adviser from 2021 to 2025"),
    _("spokesman of the US National Security Council from 2022 to 2025"),
    _("spokesman of the US State Department from 2023 to 2025"),
    _("secretary general of NATO from 2014 to 2024"),
    _("secretary general of NATO since October 2024"),
    _("secretary general of the United Nations since 2017"),
    _("president of China"),
    _("spokesman of the Chinese foreign ministry"),
    _("prime minister of Japan from 2021 to 2024"),
    _("chief cabinet secretary of Japan from 2023 to 2025"),
    _("president of Vietnam in 2024, general secretary of its Communist Party since August 2024"),
    _("foreign minister of Russia"),
    _("spokesman of the Kremlin"),
    _("spokeswoman of the Russian foreign ministry"),
    _("secretary of Russia's Security Council since May 2024, defence minister before"),
    _("defence minister of Russia since May 2024"),
    _("foreign minister of Ukraine from 2020 to 2024"),
    _("president of France since 2017"),
    _("chancellor of Germany from 2021 to 2025"),
)
_BY_TEXT = {str(text): text for text in _DESCRIPTIONS}


def localize_description(description: str) -> str:
    """Return the translatable text of a bundled *description*; any other as it is."""
    return _BY_TEXT.get(description, description)
