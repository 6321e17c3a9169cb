"""Follow mode: slides on the phones of a room, without Streamlit."""
