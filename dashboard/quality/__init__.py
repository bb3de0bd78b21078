"""The sections of the quality page."""
