"""Outside formats to values and back. Pure translators, no network."""
