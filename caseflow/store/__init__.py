"""What the office remembers: tables above, queries below, one file per subject."""
