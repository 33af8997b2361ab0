"""
Label the names in Russian news for train_foreign_names.py: writes silver_ru.jsonl.

The data, in one folder:

- ``wikinews_ru``: articles of the Russian Wikinews, CC BY 2.5, a text file each: those in ``NEREL-v1.1`` of the
  repository ``nerel-ds/NEREL``, without its annotation.
- ``navec_news_v1_1B_250K_300d_100q.tar`` and ``slovnet_ner_news_v1.tar``: the models of Natasha, MIT, as the package
  natasha 1.6.0 carries them.

It needs slovnet 0.6, navec 0.10 and razdel 0.5, which Dateline itself does without. Slovnet's model learned from news
that others annotated, none of factRuEval's among them. Each line of the result is a sentence and its names.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

#: Shorter lines are headings of lists and the like.
MIN_CHARACTERS = 10


def label_news() -> int:
    """Write the labelled sentences; 2 where data or a package is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    folder: Path = parser.parse_args().data
    texts = [file.read_text(encoding="utf-8").replace("\xa0", " ") for file in _list_articles(folder)]
    if not texts:
        print(f"{folder / 'wikinews_ru'} is empty; see the head of this file", file=sys.stderr)
        return 2
    lines = [json.dumps(sentence, ensure_ascii=False) for sentence in label_texts(folder, texts)]
    (folder / "silver_ru.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(texts)} articles, {len(lines)} sentences")
    return 0


def _list_articles(folder: Path) -> list[Path]:
    return sorted((folder / "wikinews_ru").rglob("*.txt"))


def label_texts(folder: Path, texts: list[str]) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield the sentences of *texts* with the names that slovnet finds."""
    from navec import Navec
    from razdel import sentenize
    from slovnet import NER

    tagger = NER.load(str(folder / "slovnet_ner_news_v1.tar"))
    tagger.navec(Navec.load(str(folder / "navec_news_v1_1B_250K_300d_100q.tar")))
    for text, found in zip(texts, tagger.map(texts), strict=True):
        for sentence in sentenize(text):
            for line in re.finditer(r"[^\n]+", sentence.text):
                start, end = sentence.start + line.start(), sentence.start + line.end()
                if end - start >= MIN_CHARACTERS:
                    inside = [one for one in found.spans if start <= one.start and one.stop <= end]
                    yield text[start:end], [(one.start - start, one.stop - start, one.type) for one in inside]


if __name__ == "__main__":
    sys.exit(label_news())
