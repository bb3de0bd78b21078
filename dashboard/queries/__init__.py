"""Questions put to a published version: a reader and scalars in, a frame out."""
