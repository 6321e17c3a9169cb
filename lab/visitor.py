"""A visitor without a browser of whom every message and byte is kept, one step after the other.

``tab.py`` has what a crowd needs, at the same time: a tab that knows what is on its page.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from lab.http import DEADLINE, ask, multipart, xsrf


@dataclass
class Visitor:
    """One open connection, and every message that came over it."""

    url: str
    socket: ClientConnection
    heard: list[ForwardMsg] = field(default_factory=list)
    raw: bytes = b""

    @property
    def session(self) -> str:
        """The session's id, as the server gave it."""
        return next(
            m for m in self.heard if m.WhichOneof("type") == "new_session"
        ).new_session.initialize.session_id

    def say(self, message: BackMsg) -> None:
        """Send a message."""
        self.socket.send(message.SerializeToString())

    def run(self, query: str = "", page: str = "", widgets: object = None) -> list[ForwardMsg]:
        """Run the page of an address; the messages of that run."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        if widgets is not None:
            message.rerun_script.widget_states.CopyFrom(widgets)
        self.say(message)
        return self.listen("script_finished")

    def listen(self, until: str) -> list[ForwardMsg]:
        """Hear messages until one of this kind. A run that another one takes over has no end."""
        news = []
        while not news or news[-1].WhichOneof("type") != until or _goes_on(news[-1]):
            data = self.socket.recv(DEADLINE)
            self.raw += data
            news.append(ForwardMsg.FromString(data))
        self.heard += news
        return news

    def upload(self, name: str, content: bytes) -> None:
        """Give a file to the uploader of the page Data, and run it."""
        run = self.run(page="data")
        (widget,) = [
            m.delta.new_element.file_uploader
            for m in run
            if m.delta.new_element.WhichOneof("type") == "file_uploader"
        ]
        cookie, token = xsrf(self.url)
        file = str(uuid.uuid4())
        path = f"/_stcore/upload_file/{self.session}/{file}"
        body, kind = multipart(name, content)
        sent = {"content_type": kind, "cookie": cookie, "x_xsrftoken": token}
        assert ask(self.url + path, "PUT", body, **sent).status == 204
        message = BackMsg()
        message.rerun_script.page_name = "data"
        state = message.rerun_script.widget_states.widgets.add()
        state.id = widget.id
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = file, name, len(content)
        info.file_urls.file_id, info.file_urls.upload_url = file, path
        self.say(message)
        self.listen("script_finished")


def _goes_on(message: ForwardMsg) -> bool:
    return message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


def words(messages: list[ForwardMsg]) -> str:
    """All that a run said."""
    return "\n".join(str(m.delta) for m in messages if m.WhichOneof("type") == "delta")


@contextmanager
def visiting(url: str, **options: object) -> Iterator[Visitor]:
    """A visitor of the server at ``url``; ``options`` are those of the connection."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    settings = {"origin": url, "subprotocols": ["streamlit"], "max_size": None} | options
    with connect(address, **settings) as socket:
        yield Visitor(url, socket)
