"""What is made of results: films, pages, tables and text. Nothing here decides anything."""
