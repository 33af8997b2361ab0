"""
Train the model of ``corpus.segmentation.zones`` and write ``corpus/segmentation/line_weights.json``.

Data: below ``--data DIR``, ``article-extraction-benchmark`` (public repository
``scrapinghub/article-extraction-benchmark``, MIT: 181 pages with their gold bodies) and ``trafilatura/tests`` (public
repository ``adbar/trafilatura``, Apache 2.0: 990 saved pages with phrases). Each of the 181 is read in several forms,
as a reader might paste it: its text with and without the page's title, only the part around the article, and that part
with boxes between its paragraphs: lines of the page that are no body, or a newsletter box and the like. The others are
read as their text and as the part around the article; their bodies are those that ``build_page_bodies.py`` infers and
writes to ``bodies.json``. Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import numpy as np

from corpus.segmentation.line_classifier import LineClassifier, combine_networks
from corpus.segmentation.line_features import Float32Array, measure_lines, measure_positions
from corpus.segmentation.line_patterns import line_flags
from corpus.segmentation.lines import TextLine, split_lines

WEIGHTS_FILE = Path(__file__).parent.parent / "corpus" / "segmentation" / "line_weights.json"
NETWORKS, HIDDEN, EPOCHS, SAMPLE_SIZE = 6, 32, 10, 60_000
FOLDS = 5
#: Weight of each of the two forms of a page whose body is inferred, against a form of one with a gold body.
INFERRED_WEIGHT = 0.5
AEB_FOLDER, BODIES_FILE = "article-extraction-benchmark", "bodies.json"
#: Forms of each page with boxes between its paragraphs.
BOXED_FORMS = 2
BOXES = (
    ("Subscribe to our newsletter", "Your email address", "Sign up"),
    ("The Lantern", "A letter from the newsroom, every Thursday evening.", "E-mail", "Subscribe"),
    ("Inside Track", "Who is up, who is out and who pays for it. Delivered on weekdays.", "Enter your email", "Join"),
    ("Sign up for Harbour Notes", "Ships, storms and gossip from the quay."),
    ("Want more stories like this?", "Leave us your address and we'll do the rest.", "Continue"),
    ("THE SUNDAY TABLE", "Recipes that work, from cooks who wash up", "Name", "Email", "Send me recipes"),
    ("Wake up with the facts", "Our editors pick six things you need to know.", "Yes, please"),
    ("FREE NEWSLETTER", "Courts and crime, explained without the jargon.", "By subscribing you agree to our terms."),
    ("Money matters: our weekly guide to prices and pay", "Get it"),
    ("Thanks for signing up!", "You will hear from us soon.", "Manage preferences"),
    ("Join the conversation", "Create a free account to comment.", "Register", "Log in"),
    ("You have two free articles left this month.", "Already a subscriber? Log in", "See offers"),
    ("Advertisement",),
    ("ADVERTISEMENT", "Story continues below"),
    ("Advert",),
    ("Article continues after this message",),
    ("Sponsored content", "The boiler that pays for itself", "Find out more"),
    ("Paid post", "How one town learned to love its buses"),
    ("Related", "Why the lido leaks", "Teachers weigh second walkout"),
    ("Read more: Orchard owners count the cost of hail",),
    ("RELATED STORIES", "Hail flattens orchards in the vale", "Insurers brace for claims", "What hail does to apples"),
    ("More on this story", "Timeline: the bridge that never was", "Who pays for the bridge?"),
    ("You may also like",),
    (
        "Recommended for you",
        "Nine walks with a pub at the end",
        "The man who tunes church bells",
        "Can otters read maps?",
    ),
    ("Most read", "1", "Snow shuts schools", "2", "Actor, 44, buys lighthouse", "3", "Is it too late to plant tulips?"),
    ("Top stories", "Budget passes by one vote", "Flood barrier holds"),
    ("Also today", "Museum gets its whale back", "Keeper joins rivals on loan"),
    ("Editor's pick", "A year among the eel catchers"),
    ("Latest headlines", "Trains run again after storm", "Mayor drops stadium plan", "Two held over stolen harp"),
    ("Support our work", "Our reporting is paid for by readers. Give what you can from one crown.", "Donate now"),
    ("Before you go", "Reporters cost money. If this was worth your time, chip in.", "Give once", "Give every month"),
    ("Become a member", "Members keep this site open to everyone."),
    ("Share", "Facebook", "Twitter", "Email"),
    ("Share this article", "Copy link"),
    ("Share on Mastodon", "Print", "Save for later"),
    ("Listen", "4 min", "Play"),
    ("This article is also available as audio.", "Press play to listen"),
    ("Your browser does not support the video element.",),
    ("Watch: drone footage of the landslide", "01:32"),
    ("Photo gallery", "Image 3 of 14", "Next", "Previous"),
    ("Get our app", "Scores, alerts and puzzles in your pocket.", "App Store", "Google Play"),
    ("We use cookies and similar tools to run this site.", "Accept all", "Settings"),
    ("Turn on notifications and be the first to know.", "Allow", "Later"),
    ("The kiln is hot! pic.twitter.com/Ab12Cd34Ef", "— Ann Lind (@annlind) May 3, 2021"),
    ("View this post on Instagram", "A post shared by Ann Lind (@annlind)"),
    ("Quiz of the week", "How closely did you follow the news?", "Play now"),
    ("Have you been affected?", "Tell us what you saw: newsdesk at our usual address.", "Get in touch"),
    ("Topics", "Energy", "Coast", "Local politics"),
)
_TOKEN = re.compile(r"\w+")
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary"
    " table tbody td tfoot th thead tr ul video audio iframe".split()
)
_INVISIBLE_TAGS = frozenset("script style noscript template svg head object canvas title".split())


@dataclass(frozen=True)
class BenchmarkPage:
    """
    A page that models are trained on.

    Attributes:
        name: Its file.
        html: The page.
        gold: Its body: by hand, or inferred.
        host: The host of its address.
        inside: Phrases that are known to be in the body, where that is inferred.
        outside: Phrases that are known not to be.
    """

    name: str
    html: str
    gold: str
    host: str = ""
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelledText:
    """One form of a page: its text, what is known of it, how much of each line is body, and how much it counts."""

    page: BenchmarkPage
    text: str
    lines: list[TextLine]
    columns: Float32Array
    words: np.ndarray
    share: np.ndarray
    weight: float = 1.0


def load_pages(data: Path) -> list[BenchmarkPage]:
    """Read the benchmark; exit with status 2 where it is absent."""
    if not (data / "ground-truth.json").is_file():
        print(f"{data}: no ground-truth.json; get scrapinghub/article-extraction-benchmark", file=sys.stderr)
        raise SystemExit(2)
    gold = json.loads((data / "ground-truth.json").read_text("utf-8"))
    return [
        BenchmarkPage(
            name,
            gzip.open(data / "html" / f"{name}.html.gz").read().decode(),
            gold[name]["articleBody"],
            get_host(gold[name]["url"]),
        )
        for name in sorted(gold)
    ]


def load_inferred_pages(data: Path) -> list[BenchmarkPage]:
    """Read the pages that ``build_page_bodies.py`` has labelled; exit with status 2 where it has not."""
    path = data / BODIES_FILE
    if not path.is_file():
        print(f"{path} is missing; run benchmarks/build_page_bodies.py", file=sys.stderr)
        raise SystemExit(2)
    return [
        BenchmarkPage(**{**each, "inside": tuple(each["inside"]), "outside": tuple(each["outside"])})
        for each in json.loads(path.read_text("utf-8"))
    ]


def get_host(url: str) -> str:
    """Return the host of an address, without "www."."""
    return urlsplit(url if "://" in url else f"http://{url}").netloc.lower().removeprefix("www.")


def render_html(html: str) -> str:
    """Return the visible text of *html*, a line for each block."""
    root = lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    parts: list[str] = []
    _write_element(root, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _write_element(element: lxml.html.HtmlElement, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _INVISIBLE_TAGS or element.get("hidden") is not None:
        return
    edge = "\n" if element.tag in _BLOCK_TAGS else ""
    parts += [edge, re.sub(r"\s+", " ", element.text or "")]
    for child in element:
        _write_element(child, parts)
        parts.append(re.sub(r"\s+", " ", child.tail or ""))
    parts.append(edge)


def extract_title(html: str) -> str:
    """Return the title in the head of *html*."""
    match = re.search(r"<title[^>]*>(.*?)</title>", html, re.DOTALL | re.IGNORECASE)
    return (
        " ".join(lxml.html.fromstring(f"<p>{match[1]}</p>").text_content().split())
        if match and match[1].strip()
        else ""
    )


def compute_body_share(lines: Sequence[TextLine], body: str) -> np.ndarray:
    """Return shape (n,), the share of each line's words that an alignment with *body* takes."""
    words = [(word, at) for at, line in enumerate(lines) for word in _TOKEN.findall(line.text)]
    total = np.bincount([at for _, at in words], minlength=len(lines))
    taken = np.zeros(len(lines))
    blocks = SequenceMatcher(None, [word for word, _ in words], _TOKEN.findall(body), autojunk=False)
    for block in blocks.get_matching_blocks():
        for _, at in words[block.a : block.a + block.size]:
            taken[at] += block.size >= 3 or total[at] <= 2  # a stray word proves nothing
    return taken / np.maximum(total, 1)


def build_sample(
    page: BenchmarkPage, text: str, title: str | None = None, *, weight: float = 1.0, gold: np.ndarray | None = None
) -> LabelledText:
    """Measure one form of *page*; *gold* is how much of each line is body, if that is known already."""
    lines = split_lines(text)
    if gold is None:
        gold = compute_body_share(lines, page.gold)
    marks = [line_flags(line.words) for line in lines]
    own = measure_lines(text, lines, marks, title)
    words = np.array([len(_TOKEN.findall(line.text)) for line in lines])
    return LabelledText(page, text, lines, np.concatenate((own, measure_positions(own)), axis=1), words, gold, weight)


def build_forms(page: BenchmarkPage) -> Iterable[LabelledText]:
    """Yield the forms in which *page* is learnt."""
    plain, head = render_html(page.html), extract_title(page.html)
    yield build_sample(page, f"{head}\n{plain}" if head else plain)
    yield build_sample(page, plain)
    yield build_sample(page, plain, head)
    chance = random.Random(page.name)
    lines = plain.split("\n")
    body_lines = np.flatnonzero(compute_body_share(split_lines(plain), page.gold) >= 0.5)
    for _ in range(2 if len(body_lines) else 0):
        first, last = max(body_lines[0] - chance.randint(1, 6), 0), body_lines[-1] + chance.randint(1, 25)
        part = lines[first : last + 1]
        yield build_sample(page, "\n".join([head, *part] if head and chance.random() < 0.5 else part))
    for _ in range(BOXED_FORMS if len(body_lines) > 2 else 0):
        first, last = max(body_lines[0] - chance.randint(1, 6), 0), body_lines[-1] + chance.randint(1, 12)
        part = insert_boxes(lines[first : last + 1], [at - first for at in body_lines], chance)
        yield build_sample(page, "\n".join([head, *part] if head and chance.random() < 0.5 else part))
    if len(body_lines):
        part = [lines[at] for at in body_lines[: chance.randint(3, 15)]]
        yield build_sample(page, "\n".join(part), head if chance.random() < 0.5 else None)


def build_inferred_forms(page: BenchmarkPage) -> Iterable[LabelledText]:
    """Yield the two forms in which a page with an inferred body is learnt, each with half the weight."""
    text = render_html(page.html)
    lines = split_lines(text)
    if not lines:
        return
    share = compute_body_share(lines, page.gold)
    for at, line in enumerate(lines):
        words = " ".join(line.text.split())
        if any(" ".join(phrase.split()) in words for phrase in page.inside):
            share[at] = 1.0
        if any((known := " ".join(phrase.split())) in words and len(known) * 2 > len(words) for phrase in page.outside):
            share[at] = 0.0
    yield build_sample(page, text, weight=INFERRED_WEIGHT, gold=share)
    body_lines = np.flatnonzero(share >= 0.5)
    if len(body_lines) > 2:
        chance = random.Random(page.name)
        part = slice(max(body_lines[0] - chance.randint(1, 6), 0), body_lines[-1] + chance.randint(1, 25) + 1)
        cut = "\n".join(line.text for line in lines[part])
        yield build_sample(page, cut, weight=INFERRED_WEIGHT, gold=share[part])


def insert_boxes(lines: Sequence[str], body_lines: Sequence[int], chance: random.Random) -> list[str]:
    """Return *lines* with one to three boxes between *body_lines*, often after its first or second."""
    others = [at for at in range(len(lines)) if at not in set(body_lines)]
    result = list(lines)
    places = {
        chance.choice(body_lines[1:4] if chance.random() < 0.4 else body_lines[1:]) for _ in range(chance.randint(1, 3))
    }
    for at in sorted(places, reverse=True):
        if others and chance.random() < 0.5:
            first = chance.choice(others)
            box = [lines[each] for each in range(first, first + chance.randint(1, 5)) if each in set(others)]
        else:
            box = list(chance.choice(BOXES))
            if chance.random() < 0.3:  # another head or other buttons
                box = [*box[: chance.randint(0, 1)], *chance.choice(BOXES)]
        result[at:at] = box
    return result


def fit_model(samples: Sequence[LabelledText], networks: int = NETWORKS) -> LineClassifier:
    """Train a model; lines count by their words, every page alike."""
    from sklearn.exceptions import ConvergenceWarning  # of the extra "bench", which measuring alone does not need
    from sklearn.neural_network import MLPClassifier

    columns = np.concatenate([each.columns for each in samples])
    truth = np.concatenate([each.share >= 0.5 for each in samples])
    weight = np.concatenate(
        [each.weight * (each.words + 1) / max((each.words * (each.share >= 0.5)).sum(), 50) for each in samples]
    )
    mean, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-3
    scaled = np.clip((columns - mean) / spread, -5, 5)
    layers = []
    for seed in range(networks):
        drawn = np.random.RandomState(seed).choice(len(truth), SAMPLE_SIZE, p=weight / weight.sum())
        net = MLPClassifier(
            (HIDDEN,), alpha=0.3, batch_size=512, learning_rate_init=2e-3, max_iter=EPOCHS, random_state=seed
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # stopped early on purpose
            net.fit(scaled[drawn], truth[drawn])
        layers.append((net.coefs_[0], net.intercepts_[0], net.coefs_[1][:, 0], float(net.intercepts_[1][0])))
    return combine_networks(mean, spread, layers)


def cross_validate(
    pages: Sequence[BenchmarkPage], inferred: Sequence[BenchmarkPage] = (), networks: int = NETWORKS
) -> dict[str, LineClassifier]:
    """
    Return for each page, by its name, a model that was trained on the other folds.

    The *pages* are drawn one by one; of those with *inferred* bodies a site is in one fold, that of its own among the
    *pages* if it has one, and is learnt by no model that labels any page of it.
    """
    drawn = list(pages)
    random.Random(0).shuffle(drawn)
    fold_by_host = {page.host: at % FOLDS for at, page in enumerate(drawn)}
    folds_by_host = {host: {fold} for host, fold in fold_by_host.items()}
    for at, page in enumerate(drawn):
        folds_by_host[page.host].add(at % FOLDS)
    others = sorted({page.host for page in inferred} - fold_by_host.keys())
    random.Random(0).shuffle(others)
    for at, host in enumerate(others):
        fold_by_host[host], folds_by_host[host] = at % FOLDS, {at % FOLDS}
    order = {page.name: at for at, page in enumerate(drawn)}
    samples = [(order[page.name] % FOLDS, list(build_forms(page))) for page in pages]
    further = [(folds_by_host[page.host], list(build_inferred_forms(page))) for page in inferred]
    nets = [
        fit_model(
            [each for at, forms in samples if at != fold for each in forms]
            + [each for folds, forms in further if fold not in folds for each in forms],
            networks,
        )
        for fold in range(FOLDS)
    ]
    return {page.name: nets[order[page.name] % FOLDS] for page in pages} | {
        page.name: nets[fold_by_host[page.host]] for page in inferred
    }


def write_weights(net: LineClassifier, path: Path) -> None:
    """Write *net* as readable JSON, one row of numbers a line."""

    def numbers(row: np.ndarray) -> str:
        return "[" + ", ".join(f"{each:.4g}" for each in row) + "]"

    size = net.out.shape[0] // net.out.shape[1]
    networks = []
    for at in range(net.out.shape[1]):
        part = slice(at * size, (at + 1) * size)
        rows = ",\n   ".join(numbers(row) for row in net.hidden[:, part])
        networks.append(
            f'{{"hidden": [\n   {rows}],\n  "bias": {numbers(net.bias[part])},\n'
            f'  "out": {numbers(net.out[part, at])},\n'
            f'  "out_bias": {net.out_bias[at]:.4g}}}'
        )
    about = (
        "Trained by benchmarks/train_zones.py on scrapinghub/article-extraction-benchmark and pages of "
        "adbar/trafilatura; see "
        "corpus/segmentation/line_classifier.py"
    )
    path.write_text(
        f'{{"about": "{about}",\n "mean": {numbers(net.mean)},\n "spread": {numbers(net.spread)},\n "networks": [\n '
        + ",\n ".join(networks)
        + "]}\n",
        "utf-8",
    )


def train() -> None:
    """Train on all pages and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    samples = [each for page in load_pages(data / AEB_FOLDER) for each in build_forms(page)]
    samples += [each for page in load_inferred_pages(data) for each in build_inferred_forms(page)]
    write_weights(fit_model(samples), WEIGHTS_FILE)
    print(
        f"{len(samples)} forms of {len({each.page.name for each in samples})} pages;"
        f" {WEIGHTS_FILE.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    train()
