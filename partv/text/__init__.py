"""Text set in our fonts: measured, broken into lines, ordered from right to left."""
