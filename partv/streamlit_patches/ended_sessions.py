"""A visit whose time to come back is over is ended and emptied, with all that was uploaded in it.

Streamlit keeps a visit whose connection broke for some time, and looks for those that are over only
when the next visitor comes or goes. Here each visit sees to its own end.
"""

import asyncio
import weakref

from streamlit import config, runtime

from partv.streamlit_patches.sessions import SEAM, add
from partv.streamlit_patches.targets import Code

AGAIN_SECONDS = 30
"""After which it is looked again for files of the visit: a run that outlived it may leave some."""

_SESSION = "streamlit.runtime.app_session.AppSession"
TARGETS = (
    *SEAM,
    Code(f"{_SESSION}.disconnect_file_watchers"),
    Code(f"{_SESSION}.shutdown", mentions=("disconnect_file_watchers", "SHUTDOWN_REQUESTED")),
    Code(f"{_SESSION}.session_state", kind=property),
    Code("streamlit.runtime.state.SessionState.clear"),
    Code(
        "streamlit.runtime.websocket_session_manager.WebsocketSessionManager.disconnect_session",
        mentions=("disconnect_file_watchers",),
    ),
    Code("streamlit.runtime.runtime.Runtime.is_active_session", takes=("session_id",)),
    Code("streamlit.runtime.runtime.Runtime.close_session", takes=("session_id",)),
    Code("streamlit.runtime.runtime.Runtime.media_file_mgr", kind=property),
    Code("streamlit.runtime.runtime.Runtime.uploaded_file_mgr", kind=property),
    Code(
        "streamlit.runtime.media_file_manager.MediaFileManager.clear_session_refs",
        takes=("session_id",),
    ),
    Code("streamlit.runtime.media_file_manager.MediaFileManager.remove_orphaned_files"),
    Code(
        "streamlit.runtime.memory_uploaded_file_manager.MemoryUploadedFileManager"
        ".remove_session_files",
        takes=("session_id",),
    ),
)


class EndedSessions:
    """Methods of a visit that end it when nobody comes back to it."""

    _end: asyncio.TimerHandle | None = None
    _over = False

    def disconnect_file_watchers(self) -> None:
        """Called when the connection broke, and when the visit is over."""
        super().disconnect_file_watchers()
        if self._over:
            return
        if self._end:
            self._end.cancel()
        # A little before Streamlit would no longer find it.
        seconds = 0.99 * config.get_option("server.disconnectedSessionTTL")
        loop = asyncio.get_running_loop()
        self._end = loop.call_later(seconds, _end, weakref.ref(self), self.id)

    def shutdown(self) -> None:
        """End the visit. From whatever thread: also when it is collected as garbage."""
        self._over = True
        super().shutdown()


def _end(visit: weakref.ref, name: str) -> None:
    now, session = runtime.get_instance(), visit()
    if now.is_active_session(name):  # its visitor has come back
        return
    now.close_session(name)
    if session is not None:
        # Streamlit's own loop keeps hold of the visit that it saw last: empty it as well.
        session.shutdown()
        session.session_state.clear()
    _forget_files(name)
    # What was marked for download is only marked as done the first time, and dropped the second.
    for times in (1, 2):
        asyncio.get_running_loop().call_later(times * AGAIN_SECONDS, _forget_files, name)


def _forget_files(name: str) -> None:
    now = runtime.get_instance()
    now.uploaded_file_mgr.remove_session_files(name)
    now.media_file_mgr.clear_session_refs(name)
    now.media_file_mgr.remove_orphaned_files()


def apply() -> None:
    """Let visits that begin from now on end by themselves."""
    add(EndedSessions)
