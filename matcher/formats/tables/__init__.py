"""Scenarios as tables that a station worker can fill in: CSV folders and workbooks."""
