"""The served API: killed again and again, under load, and with the largest bodies."""
