"""What officers send, read and judged: fields by themselves, rows against rows, each once."""
