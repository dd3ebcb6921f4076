"""Mutated stretch files and clips, fed to their readers until one of them fails."""
