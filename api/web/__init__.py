"""What every request and answer goes through, whichever route it takes; knows no store."""
