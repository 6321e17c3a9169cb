"""The Streamlit side: shell, filter bar, language switch, panels. Nothing else imports Streamlit."""
