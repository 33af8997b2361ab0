"""What tests share: data, sessions and helpers."""
