"""A session in the browser: a page is its eyes, its face and its voice; what judges stays here."""
