"""Fast, exact statistics for the metrics that people know; without them, the same numbers."""
