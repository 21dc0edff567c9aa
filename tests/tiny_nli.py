"""A classification model small enough to make in a test: random weights, real files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tiny_model import WORDS

LABELS = ("contradiction", "neutral", "entailment")


def tokenizer(longest: int) -> Any:
    """Return a tokenizer of single words and letters."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    known = [*special, *WORDS.split(), *letters, *("##" + c for c in letters)]
    words = {word: i for i, word in enumerate(dict.fromkeys(known))}
    made = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )  # fmt: skip
    return PreTrainedTokenizerFast(
        tokenizer_object=made, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]",
        sep_token="[SEP]", model_max_length=longest,
    )  # fmt: skip


def write_tiny_nli(
    folder: Path, labels: Sequence[str] = LABELS, *, seed: int = 0, positions: int = 130,
    kind: str = "bert", headless: bool = False, bias: Sequence[float] | None = None,
) -> Path:  # fmt: skip
    """Write a model with its tokenizer, as save_pretrained does, and return the folder.

    *headless* leaves out what classifies; *bias* is added to the classes' logits.
    """
    import torch
    import transformers

    reads = tokenizer(positions - 2)
    torch.manual_seed(seed)
    config = {"bert": transformers.BertConfig, "roberta": transformers.RobertaConfig}[kind](
        vocab_size=len(reads), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=positions, pad_token_id=0,
        id2label=dict(enumerate(labels)), label2id={name: n for n, name in enumerate(labels)},
        initializer_range=1.0, type_vocab_size=2 if kind == "bert" else 1,
    )  # fmt: skip
    if headless:
        model: Any = transformers.AutoModel.from_config(config)
    else:
        model = transformers.AutoModelForSequenceClassification.from_config(config)
        if bias is not None:
            head = model.classifier if kind == "bert" else model.classifier.out_proj
            head.bias.data += torch.tensor(bias)
    if kind == "roberta":
        reads.model_input_names = ["input_ids", "attention_mask"]
    model.save_pretrained(folder)
    reads.save_pretrained(folder)
    return folder
