"""The text engine: turns in, labelled statements and patterns out. No network."""
