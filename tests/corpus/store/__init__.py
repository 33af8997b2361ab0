"""Claims about the store; it is always a real one."""
