"""From a course to its catalogs, and from catalogs to the course in one language."""
