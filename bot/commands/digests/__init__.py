"""Commands that post: digests, their editors and exclusions, alerts, what members follow, and the archive."""
