"""Test: what was put before people, and what they were seen to do."""
