"""A sentence model small enough to make in a test: random vectors, a few words, real files."""

from __future__ import annotations

from pathlib import Path

import numpy as np

WORDS = (
    "the a an of in to and was were is he she it , . ! ? - 0 1 2 3 4 5 6 7 8 9 10 41 "
    "police courier killed died arrested man woman dealer euro prices rose fell paris london "
    "left hospital fire house jockey won race minister said president"
)
DIMENSIONS = 16


def write_tiny_model(folder: Path, seed: int = 0) -> Path:
    """Write model.onnx (a random vector a piece, and a little of its text) and tokenizer.json."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    known = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *WORDS.split(),
        *letters,
        *("##" + c for c in letters),
    ]
    vocabulary = {word: i for i, word in enumerate(dict.fromkeys(known))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))

    table = np.random.default_rng(seed).normal(size=(len(vocabulary), DIMENSIONS))
    shape = ["batch", "sequence"]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["words"]),
        helper.make_node("ReduceMean", ["words", "along"], ["text"], keepdims=1),
        helper.make_node("Mul", ["text", "little"], ["context"]),
        helper.make_node("Add", ["words", "context"], ["last_hidden_state"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask")
        ],
        [
            helper.make_tensor_value_info(
                "last_hidden_state", TensorProto.FLOAT, [*shape, DIMENSIONS]
            )
        ],
        [
            numpy_helper.from_array(table.astype(np.float32), "table"),
            numpy_helper.from_array(np.array([1], np.int64), "along"),
            numpy_helper.from_array(np.array(0.2, np.float32), "little"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))
    return folder
