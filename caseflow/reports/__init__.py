"""What the office can tell: its registers (sổ), each one declaration for the screen, the spreadsheet and paper."""
