"""What posecheck is measured by: `benchmarks.speed` and `benchmarks.accuracy`."""
