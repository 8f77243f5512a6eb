"""WHAT A PERSON DOES: one function for each thing, in one transaction, written in the journal."""
