"""What the mask shows and the landmarks do not: the back's outline, and legs on the floor."""
