"""A soak test: two bots and three workers on one PostgreSQL server, killed at random under load."""
