"""The data files the office starts with, and their readers."""
