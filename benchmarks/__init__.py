"""Measurements on real places; never imported by the product."""
