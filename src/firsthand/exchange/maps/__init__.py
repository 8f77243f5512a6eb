"""Empathy maps as files: a picture, text, rows and data; and notes of other tools' boards."""
