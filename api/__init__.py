"""Linli's service: the match API over HTTP, its jobs and their store."""
