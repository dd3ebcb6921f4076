"""Small tools that know nothing of posecheck: threads, files, text."""
