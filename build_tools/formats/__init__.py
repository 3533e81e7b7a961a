"""From a course in one language to the files that people use, one file a format."""
