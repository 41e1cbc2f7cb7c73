"""What if: variants of a scenario, compared, swept, staffed and simulated."""
