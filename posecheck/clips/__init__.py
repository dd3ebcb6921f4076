"""A recorded clip or picture: from its file to its result."""
