"""Firsthand turns what customers said and did into claims that a team can defend."""
