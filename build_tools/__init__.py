"""Tend: one course in many languages, as a site, as books and as packages for an LMS."""

__version__ = "0.1.0"
