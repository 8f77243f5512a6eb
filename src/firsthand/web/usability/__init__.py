"""Test: what participants are asked to do, with what, and what they are seen to do."""
