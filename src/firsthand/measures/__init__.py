"""Figures: intervals, shares, saturation. Pure functions."""
