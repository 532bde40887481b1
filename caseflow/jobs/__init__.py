"""The door through which time comes in: the sweep, the letters, the timetable that calls them."""
