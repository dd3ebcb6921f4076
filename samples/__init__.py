"""Sample clips with exact truth, and the generator that renders them."""
