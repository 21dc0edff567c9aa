"""Finished shards on disk, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import numpy as np

from factcov.errors import DataError
from factcov.shards import Shard
from factcov.types import Verdict


class _Table(msgspec.Struct, frozen=True, array_like=True):
    dtype: str
    shape: tuple[int, ...]
    data: bytes


class _File(msgspec.Struct, frozen=True, array_like=True):
    verdicts: tuple[tuple[Verdict, ...], ...]
    tables: dict[str, _Table]


class Checkpoints:
    """The folder of one measurement's finished shards; *key* names what is measured, and how.

    What is there under another key is of another measurement, and makes place for this one.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._folder, self._key = folder, key
        mark = folder / "key"
        self._ours = mark.is_file() and mark.read_text(encoding="utf-8") == key

    def __contains__(self, begin: int) -> bool:
        """Return whether the shard that begins with that item is finished."""
        return self._ours and self._path(begin).is_file()

    def get(self, begin: int) -> Shard:
        """Return the finished shard that begins with that item.

        Raises:
            DataError: the file is damaged.
        """
        path = self._path(begin)
        try:
            read = msgspec.msgpack.decode(path.read_bytes(), type=_File)
            tables = {
                name: np.frombuffer(table.data, table.dtype).reshape(table.shape)
                for name, table in read.tables.items()
            }
        except (OSError, ValueError, TypeError, msgspec.MsgspecError) as error:
            raise DataError(f"{path}: damaged; delete {self._folder} and score again") from error
        return Shard(read.verdicts, tables)

    def put(self, begin: int, shard: Shard) -> None:
        """Keep a finished shard.

        Raises:
            DataError: the folder cannot be written.
        """
        tables = {
            name: _Table(table.dtype.str, table.shape, np.ascontiguousarray(table).tobytes())
            for name, table in shard.tables.items()
        }
        try:
            if not self._ours:
                discard(self._folder)
                self._folder.mkdir(parents=True)
                (self._folder / "key").write_text(self._key, encoding="utf-8")
                self._ours = True
            data = msgspec.msgpack.encode(_File(shard.verdicts, tables))
            temporary = self._folder / f"{begin}.tmp"
            temporary.write_bytes(data)
            os.replace(temporary, self._path(begin))  # noqa: PTH105
        except OSError as error:
            raise DataError(
                f"{self._folder}: cannot be written: {error.strerror or error}"
            ) from error

    def _path(self, begin: int) -> Path:
        return self._folder / f"{begin}.shard"


def discard(folder: Path) -> None:
    """Remove the folder of finished shards, or of folders of them, if it is one."""
    if (folder / "key").is_file():
        shutil.rmtree(folder)
        return
    parts = [mark.parent for mark in folder.glob("*/key")]
    for part in parts:
        shutil.rmtree(part)
    if parts and not any(folder.iterdir()):
        folder.rmdir()
