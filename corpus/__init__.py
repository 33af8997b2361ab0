"""What was published, read once and kept: sources in, Documents and Passages out."""
