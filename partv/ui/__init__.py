"""The Streamlit side: shell, filter bar, panels. Nothing else imports Streamlit."""
