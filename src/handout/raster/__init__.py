"""PNG and JPEG files: looked at in bounded time and memory, and their pixels upright and in sRGB."""
