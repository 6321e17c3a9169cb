"""The Streamlit side of the dashboard: the one place where Streamlit is imported."""
