"""The semantic judge: the lexical judge's evidence, and words aligned by a small model's vectors."""
