"""What one scope keeps in the store, a server or everybody: topics, words on actors, feeds; told and wiped."""
