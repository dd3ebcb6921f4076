"""How well posecheck learns a stretch from one recording: `python -m benchmarks.teach`."""
