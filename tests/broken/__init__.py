"""Broken input of every kind at every door: an answer in words, never a fault of the server."""
