"""What Streamlit tells every browser, and does for it, that a visitor has no need of.

By default a browser gets the path of the main script and the versions and system of the server; it
may ask for the state of the folder's Git repository with the names of its files, empty the cache
of everybody and change settings of the server. Streamlit has no switch for these.
"""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession

_ACCEPTED = frozenset(
    {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        "backend_operation_request",
    }
)
_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})

_handle = AppSession.handle_backmsg
_create = AppSession._create_new_session_message


def be_discreet() -> None:
    """Change both for every session of this process. May be called again."""
    AppSession.handle_backmsg = _only_what_pages_send
    AppSession._create_new_session_message = _without_the_server


def _only_what_pages_send(session: AppSession, message: BackMsg) -> None:
    kind = message.WhichOneof("type")
    if kind not in _ACCEPTED:
        return
    if kind == "backend_operation_request":
        asked = {field.name for field, _ in message.backend_operation_request.ListFields()}
        if not asked & _OPERATIONS:
            return
    _handle(session, message)


def _without_the_server(session: AppSession, *args: object, **kwargs: object) -> ForwardMsg:
    message = _create(session, *args, **kwargs)
    started = message.new_session
    # The browser only wants to tell one app from another.
    started.main_script_path = started.name = "part-v"
    begun = started.initialize
    begun.environment_info.Clear()
    begun.environment_info.SetInParent()  # empty, and there: the browser looks into it
    user = begun.user_info
    user.installation_id = user.installation_id_v3 = user.installation_id_v4 = "part-v"
    return message
