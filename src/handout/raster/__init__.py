"""PNG and JPEG files: checked in bounded time and memory, and their pixels, upright and in sRGB."""
