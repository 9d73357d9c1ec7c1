"""The preview: its pictures, its server, and the page in a real browser."""
