"""The steps of every procedure as rows, one module per subject; `law.procedures` gathers them."""
