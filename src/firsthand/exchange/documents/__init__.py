"""Documents: their paragraphs, read in a child process."""
