"""Reading text: words, stems, sentences, numbers and names, language by language."""
