"""Patches of Streamlit and uvicorn: the only place where their private parts are touched."""
