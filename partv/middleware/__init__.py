"""The door: what may reach the server, how often, and what its answers let a browser do.

Pure ASGI and no Streamlit: it stands before the pages and before the API alike.
"""
