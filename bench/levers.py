"""What makes it quick, each thing by its name, and how a server is started without it."""

LEVERS = {
    "compression": "front end compressed once and marked as lasting",
    "frozen heap": "heap frozen, no collection after a redraw",
    "finished charts": "charts kept as JSON, not as figures",
    "messages together": "messages of a redraw sent together",
    "turns": "two redraws at a time, not all at once",
    "known messages": "what a browser has is not sent again",
}
SETTINGS = {
    "frozen heap": {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"},
    "finished charts": {"PARTV_PATCHES": "-finished_charts"},
    "messages together": {"PARTV_PATCHES": "-message_batching -websocket_writes"},
    "known messages": {"STREAMLIT_GLOBAL_MIN_CACHED_MESSAGE_SIZE": "1000000000"},
}
"""What is a setting; the rest is in ``bench/without.py``."""
