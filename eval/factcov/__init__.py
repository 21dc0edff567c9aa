"""Test coverage for facts: which facts of an article a text kept, got wrong or lost."""
