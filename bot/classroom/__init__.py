"""Position packs and quizzes on articles frozen at a day: composed from the store, rendered for Discord and files."""
