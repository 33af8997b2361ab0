"""The kind of a name that no register has: a person, an organization, a place or a thing."""
