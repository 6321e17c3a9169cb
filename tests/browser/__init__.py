"""What a visitor sees: the real server, a real Chromium."""
