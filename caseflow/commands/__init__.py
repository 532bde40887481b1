"""The commands: each file adds its own to the parser (`add_to`) and answers them (`run`, an exit code)."""
