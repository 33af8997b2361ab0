"""The language packs as data: one TOML file for each language, by its ISO 639-1 code."""
