"""What Streamlit tells every browser, and does for it, that a visitor has no need of.

By default a browser gets the path of the main script and the versions and system of the server; it
may ask for the state of the folder's Git repository with the names of its files, empty the cache
of everybody and change settings of the server. Streamlit has no switch for these.
"""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from partv.streamlit_patches.sessions import SEAM, add
from partv.streamlit_patches.targets import Code, Message

_ACCEPTED = (
    "rerun_script",
    "stop_script",
    "app_heartbeat",
    "file_urls_request",
    "backend_operation_request",
)
_OPERATIONS = ("deferred_file", "dataframe_chunk")

_SESSION = "streamlit.runtime.app_session.AppSession"
_NEW_SESSION = "streamlit.proto.NewSession_pb2"
TARGETS = (
    *SEAM,
    Code(f"{_SESSION}.handle_backmsg", takes=("msg",), mentions=_ACCEPTED),
    Code(f"{_SESSION}._create_new_session_message", mentions=("new_session", "initialize")),
    Code(f"{_SESSION}._create_backend_operation_dispatcher", mentions=_OPERATIONS),
    Message("streamlit.proto.BackMsg_pb2.BackMsg", _ACCEPTED),
    Message("streamlit.proto.BackMsg_pb2.BackendOperationRequest", _OPERATIONS),
    Message(f"{_NEW_SESSION}.NewSession", ("name", "main_script_path", "initialize")),
    Message(f"{_NEW_SESSION}.Initialize", ("environment_info", "user_info")),
    Message(
        f"{_NEW_SESSION}.UserInfo",
        ("installation_id", "installation_id_v3", "installation_id_v4"),
    ),
)


class PrivateMessages:
    """Methods of a visit that hear and tell what pages need, and nothing else."""

    def handle_backmsg(self, message: BackMsg) -> None:
        """Do what a page asks for; leave what only a developer's browser would."""
        kind = message.WhichOneof("type")
        if kind not in _ACCEPTED:
            return
        if kind == "backend_operation_request":
            asked = {field.name for field, _ in message.backend_operation_request.ListFields()}
            if not asked & set(_OPERATIONS):
                return
        super().handle_backmsg(message)

    def _create_new_session_message(self, *args: object, **kwargs: object) -> ForwardMsg:
        """Return the first message of a run, without paths, versions and numbers of the server."""
        message = super()._create_new_session_message(*args, **kwargs)
        started = message.new_session
        # The browser only wants to tell one app from another.
        started.main_script_path = started.name = "part-v"
        begun = started.initialize
        begun.environment_info.Clear()
        begun.environment_info.SetInParent()  # empty, and there: the browser looks into it
        user = begun.user_info
        user.installation_id = user.installation_id_v3 = user.installation_id_v4 = "part-v"
        return message


def apply() -> None:
    """Let visits that begin from now on be discreet."""
    add(PrivateMessages)
