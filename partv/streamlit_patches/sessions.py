"""The one seam through which visits get methods of ours: the class that Streamlit makes them of."""

from streamlit.runtime import websocket_session_manager

from partv.streamlit_patches.targets import Code

SEAM = (
    Code("streamlit.runtime.websocket_session_manager.AppSession", kind=type),
    Code(
        "streamlit.runtime.websocket_session_manager.WebsocketSessionManager.connect_session",
        mentions=("AppSession",),
    ),
)


def add(methods: type) -> None:
    """Let all visits that begin from now on have these methods before those of their class."""
    whole = websocket_session_manager.AppSession
    made = type(methods.__name__, (methods, whole), {"__wrapped__": whole})
    websocket_session_manager.AppSession = made
