"""Measurements on real places and published instances; never imported by the product."""
