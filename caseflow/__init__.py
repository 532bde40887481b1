"""The case system of a provincial reception board. Empty on purpose: importing the law loads no Flask."""
