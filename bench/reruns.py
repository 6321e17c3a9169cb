"""How many redraws a second a server gives visitors who keep changing the order of a chart."""

import asyncio
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

VISITORS, SECONDS = 8, 5
ORDERS = ("by rate", "by Article")


async def measure(address: str) -> list[float]:
    """The seconds that every redraw took, of all visitors in ``SECONDS``."""
    ready = asyncio.Barrier(VISITORS)
    async with asyncio.timeout(SECONDS * 3):
        visits = await asyncio.gather(*(_visit(address, ready) for _ in range(VISITORS)))
    return [wait for visit in visits for wait in visit]


async def _visit(address: str, ready: asyncio.Barrier) -> list[float]:
    """Open the page, then change the order as soon as the last redraw is complete."""
    waits: list[float] = []
    url = f"ws://{address}/_stcore/stream"
    async with connect(url, subprotocols=["streamlit"], max_size=None) as socket:
        await socket.send(_request())
        widget = await _redraw(socket)
        await ready.wait()
        end = time.perf_counter() + SECONDS
        while (start := time.perf_counter()) < end:
            await socket.send(_request(widget, ORDERS[len(waits) % 2]))
            await _redraw(socket)
            waits.append(time.perf_counter() - start)
    return waits


def _request(widget: str = "", order: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = ""
    if widget:
        state = message.rerun_script.widget_states.widgets.add(id=widget)
        state.string_array_value.data.append(order)
    return message.SerializeToString()


async def _redraw(socket: ClientConnection) -> str:
    """Read one run of the page to its end; returns the id of the widget for the order."""
    widget, charts = "", 0
    async for data in socket:
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            element = message.delta.new_element
            charts += element.HasField("plotly_chart")
            if element.button_group.id.endswith("sort"):
                widget = element.button_group.id
        elif kind == "script_finished":
            if message.script_finished or not widget or not charts:
                raise RuntimeError(f"A visitor of {socket.remote_address} got no chart.")
            return widget
    raise RuntimeError(f"{socket.remote_address} hung up.")
