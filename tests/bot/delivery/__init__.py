"""Claims about the delivery of digests."""
