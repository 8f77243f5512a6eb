"""ROOMS. A map on which many write at the same time, by acts sent up and a stream coming down."""
