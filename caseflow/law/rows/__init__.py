"""The statutory periods as rows, one module per subject; `law.periods` gathers them."""
