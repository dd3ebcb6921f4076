"""Renders the sample clips and their truth files: `python -m samples.generator`."""
