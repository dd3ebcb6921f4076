"""Poses in, assessments out: the one way that live, recorded and batch all go."""
