"""A person in a frame: landmarks in pixels and metres, and from where the camera sees them.

`landmarker` is the one owner of MediaPipe."""
