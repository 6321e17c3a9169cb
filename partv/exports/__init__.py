"""What goes out: files from frames. Pure: nothing here queries or knows about pages."""
