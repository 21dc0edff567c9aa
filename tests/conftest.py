"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the answers of costly judges out of the cache of whoever runs the tests."""
    patch = pytest.MonkeyPatch()
    patch.setenv("FACTCOV_CACHE", str(tmp_path_factory.mktemp("cache") / "answers.sqlite"))
    yield
    patch.undo()
