"""The address of a view: its parameters, the Selection, the deck, the server's public address."""
