"""SVG files: read in bounded time, as shapes to paint; nothing active, external or unknown is accepted."""
