"""What is true without a computer: the rules. Standard library only, reads no file, knows no request."""
