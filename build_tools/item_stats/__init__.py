"""How learners answered: exports of learning platforms, and what they say about each question."""
