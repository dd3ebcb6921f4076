"""Form as an assertion, for other people's tests."""
