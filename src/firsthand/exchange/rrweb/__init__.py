"""Recordings of screens by rrweb (https://www.rrweb.io): read, understood and made harmless."""
