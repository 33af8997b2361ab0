"""Extract text, outlet, title and publication date from web pages."""
