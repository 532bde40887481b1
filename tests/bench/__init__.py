"""Benchmarks, run by hand: how fast the house counts."""
