"""What is worth saying: pure functions from passages to briefings and answers."""
