"""Remake the generated sample outputs of cyberstups: lead3, random3, lexrank, keywords, copy.

Needs numpy and sumy. The other systems were written by hand; outputs/README.md says how.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "seeds" / "cyberstups.txt"
ITEMS = ROOT / "references" / "cyberstups" / "items.jsonl"
OUTPUTS = ROOT / "outputs" / "cyberstups"

SENTENCES = 3  # as in the lead-3 baseline of the news summarization literature

# The article closes some quotations with an opening mark, so both marks may follow the full stop.
_BREAK = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”“]))\s+(?=[“A-Z0-9])")
_WORD = re.compile(r"\d+(?:,\d+)*|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def main() -> None:
    """Write one file a system, one line each: {"id", "text"}."""
    article = SOURCE.read_text(encoding="utf-8")
    references = json.loads(ITEMS.read_text(encoding="utf-8"))["references"]
    body = body_sentences(article)
    texts = {
        "lead3": " ".join(body[:SENTENCES]),
        "random3": " ".join(random_sentences(body, seed=0)),
        "lexrank": " ".join(lexrank_sentences(body)),
        "keywords": " ".join(content_words(references)),
        "copy": article,
    }
    for system, text in texts.items():
        line = json.dumps({"id": "cyberstups", "text": text}, ensure_ascii=False)
        (OUTPUTS / f"{system}.jsonl").write_text(line + "\n", encoding="utf-8")


def body_sentences(article: str) -> list[str]:
    r"""Return the sentences of the article's body.

    Left out: the standfirst (the first line, an editor's own summary) and lines that end like no
    sentence ("Reading time: 5 min", the credits under the pull quotes).

    >>> body_sentences("The gist.\nReading time\n“A word. Two!” he said. 41 cases.")
    ['“A word.', 'Two!” he said.', '41 cases.']
    """
    _standfirst, *lines = (line.strip() for line in article.splitlines() if line.strip())
    return [
        sentence
        for line in lines
        if line.endswith((".", "!", "?", "”", "“"))
        for sentence in _BREAK.split(line)
    ]


def random_sentences(sentences: Sequence[str], seed: int) -> list[str]:
    """Return three different sentences drawn at random, in the order of the text."""
    import numpy as np

    chosen = np.random.default_rng(seed).choice(len(sentences), size=SENTENCES, replace=False)
    return [sentences[i] for i in sorted(chosen)]


def lexrank_sentences(sentences: Sequence[str]) -> list[str]:
    """Return the three most central sentences, in the order of the text.

    LexRank (Erkan & Radev 2004), as in sumy.
    """
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    document = ObjectDocumentModel([Paragraph([Sentence(text, _Words()) for text in sentences])])
    return [str(sentence) for sentence in summarizer(document, SENTENCES)]


def content_words(texts: Sequence[str]) -> list[str]:
    """Return every word of the texts once, alphabetically and without stop words."""
    from sumy.utils import get_stop_words

    stop_words = get_stop_words("english")
    words = {word.lower(): word for text in texts for word in _WORD.findall(text)}
    return [words[key] for key in sorted(words) if key not in stop_words]


class _Words:
    """Split words for sumy, whose own tokenizer would download a model."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(text))


if __name__ == "__main__":
    main()
