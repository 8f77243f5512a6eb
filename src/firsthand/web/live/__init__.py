"""LIVE. What one does others see: the journal, read once for everybody who looks on."""
