"""EMPATHY MAPS. The maps of a study as its members read, keep and open them; rooms write them."""
