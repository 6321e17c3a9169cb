"""What comes in: reading, checking and writing the data, whole or not at all."""
