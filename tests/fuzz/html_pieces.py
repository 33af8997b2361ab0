"""Pieces of HTML, of the metadata in it, and of what careless systems write there."""

from __future__ import annotations

TAGS = tuple(
    "html head body div p span a b i h1 h2 ul ol li table tr td th tbody thead form input select option button script "
    "style noscript template svg math iframe object video pre listing textarea plaintext xmp title base meta link time "
    "article section aside header footer nav figure figcaption blockquote q br hr img frameset font center marquee "
    "dialog details summary ruby rt o:p x-y a:b".split()
)
ATTRIBUTES = tuple(
    "class id style hidden href src content name property itemprop itemscope datetime lang dir rel type charset open "
    "http-equiv data-x xml:lang xmlns on\u2028click".split()
)
VALUES = (
    *(
        "",
        "article",
        "content",
        "author",
        "date",
        "display:none",
        "visibility : hidden;",
        "until-found",
        "canonical",
        "alternate",
    ),
    *(
        "og:title",
        "og:site_name",
        "article:published_time",
        "datePublished",
        "description",
        "application/rss+xml",
        "utf-16",
        "utf-7",
    ),
    *(
        "2024-06-20T10:00:00+99:99",
        "0000-00-00",
        "20240620",
        "June 20, 2024",
        "1718870400",
        "1e999",
        "//[",
        "http://[::1",
        "feed.xml",
    ),
    *("application/ld+json", "text/html; charset=\udc80", "refresh", "0;url=/x", "rtl", "9" * 400),
)
_NODES = (
    *(
        '{"@type": "NewsArticle", "headline": "A", "datePublished": "2024-06-20"}',
        '{"@graph": [{"@type": ["NewsArticle"]}]}',
    ),
    *(
        '{"@type": "NewsArticle", "headline": 1e999, "datePublished": 20240620, "author": {"name": [null]}}',
        "null",
        "[[[]]]",
    ),
    *(
        '{"@type": "NewsArticle", "author": [[["x"]]], "publisher": "x", "isAccessibleForFree": []}',
        '{"@type": {}}',
        "{",
        "NaN",
    ),
    *(
        '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": 7}, "url": ["http://["]}',
        '{"a":' * 3_000,
        "[" * 30_000,
        "1" * 9_000,
    ),
    *(
        '{"@type": "NewsArticle", "headline": "\\ud800", "datePublished": "9999-12-31T23:59:59-23:59"}',
        "// <![CDATA[\n{}\n// ]]>",
    ),
)
WORDS = (
    *(f"<{tag}>" for tag in TAGS[:40]),
    *(f"</{tag}>" for tag in TAGS[:40]),
    *(f'<script type="application/ld+json">{node}</script>' for node in _NODES),
    *(f'<meta property="article:published_time" content="{value}">' for value in ("2024-06-20", "20", "1e9", "\ud800")),
    *(
        f'<meta charset="{name}">'
        for name in ("utf-16", "utf-7", "rot13", "base64", "idna", "x-user-defined", "undefined", "\0", "a" * 40)
    ),
    *(
        "<!doctype html>",
        '<?xml version="1.0" encoding="utf-16"?>',
        "<!-- ",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE r [<!ENTITY a 'b'>]>",
        "<",
        ">",
    ),
    *(
        '<base href="http://[">',
        '<link rel="canonical" href="http://[">',
        '<link rel="canonical" href="//herald.example:99999/">',
        "</html><html>",
    ),
    *(
        '<time datetime="P">',
        "<p hidden>",
        '<div style="display:none">',
        "<a href='",
        "<frameset>",
        "<plaintext>",
        "<br>",
        "<svg><p>",
        "<math><mi>",
    ),
)
