"""The course itself: its shape, reading it whole, and rules about the whole."""
