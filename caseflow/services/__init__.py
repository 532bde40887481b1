"""What the office does: verbs of the law. They take `now` and named arguments and never commit."""
