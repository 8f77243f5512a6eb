"""The rules of the method. Standard library only; no clock, no dice, no input or output."""
