"""STORAGE. What people decided and what the engine found, a file for each step.

The only Django app. Rules are not here: `method` has the rules, `actions` what a person may do.
"""
