"""Tables: rows of feedback and survey answers."""
