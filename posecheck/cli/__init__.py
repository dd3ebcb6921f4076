"""The command line: parses, calls one room, prints."""
