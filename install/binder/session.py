"""Runs lessons on a Jupyter server over its HTTP and WebSocket interface, as JupyterLab in a browser would.

Runs inside the image, with its Python. Ends with 1 if a cell is in error that does not mean to be, if a request has no
reply, or if the processes of the session take more memory than they may.
"""

import argparse
import asyncio
import json
import os
import sys
import time
import uuid
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

BASE = "127.0.0.1:8888/user/check/"
HEADERS = {"Authorization": "token check"}
START_SECONDS = 60
CELL_SECONDS = 300


async def fetch(path, method="GET", content=None):
    body = None if content is None else json.dumps(content)
    request = HTTPRequest(f"http://{BASE}{path}", method, HEADERS, body, request_timeout=CELL_SECONDS)
    response = await AsyncHTTPClient().fetch(request)
    return response.body.decode()


async def wait_for_server():
    """The server says nothing to us when it is up, so it has to be asked."""
    for _ in range(START_SECONDS * 5):
        try:
            return await fetch("api/status")
        except (OSError, HTTPClientError):
            await asyncio.sleep(0.2)
    raise SystemExit(f"session.py: no answer from the server in {START_SECONDS} s")


class Kernel:
    """A kernel behind its WebSocket."""

    def __init__(self, socket):
        self.socket, self.session = socket, uuid.uuid4().hex

    async def send(self, channel, kind, content):
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session, "version": "5.5"}
        message = {"channel": channel, "header": header, "parent_header": {}, "metadata": {}, "content": content}
        await self.socket.write_message(json.dumps({**message, "buffers": []}))
        return header["msg_id"]

    async def request(self, kind, content):
        """The reply to a request, and its outputs: both the reply and the idle have to come."""
        asked = await self.send("shell", kind, content)
        reply, idle, outputs = None, False, []
        while not (reply and idle):
            message = json.loads(await asyncio.wait_for(self.socket.read_message(), CELL_SECONDS))
            if message["parent_header"].get("msg_id") != asked:
                continue
            arrived, content = message["msg_type"], message["content"]
            if message["channel"] == "shell":
                reply = content
            elif message["channel"] == "stdin":
                await self.send("stdin", "input_reply", {"value": ""})
            elif arrived == "status":
                idle = content["execution_state"] == "idle"
            elif arrived in ("stream", "display_data", "execute_result", "error"):
                outputs.append({"output_type": arrived, **content})
        return reply, outputs


def memory():
    """Megabytes (PSS) of each process but this one: a page that two share counts half for each."""
    of = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if folder.name == str(os.getpid()):
            continue
        try:
            rollup = (folder / "smaps_rollup").read_text()
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:  # It has ended.
            continue
        kilobytes = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        of[f"{folder.name} {Path(words[0]).name} {words[-2] if len(words) > 1 else ''}"[:60]] = kilobytes / 1000
    return of


class Meter:
    """Looks at the memory several times a second, also while a cell runs, and keeps the most."""

    SECONDS = 0.2

    def __init__(self):
        self.most = {}

    async def run(self):
        while True:
            self.most = max(self.most, memory(), key=lambda of: sum(of.values()))
            await asyncio.sleep(self.SECONDS)


async def lesson(path):
    """Runs a lesson and prints what came of it. Returns the cells that failed, and the most memory."""
    page = await fetch(f"lab/tree/{path}")
    if "jupyter-config-data" not in page:
        raise SystemExit(f'session.py: "lab/tree/{path}" is not JupyterLab\'s page')
    model = json.loads(await fetch(f"api/contents/{path}"))
    kernel_name = model["content"]["metadata"]["kernelspec"]["name"]
    place = {"path": path, "name": path, "type": "notebook", "kernel": {"name": kernel_name}}
    asked = time.monotonic()
    opened = json.loads(await fetch("api/sessions", "POST", place))
    channels = f"ws://{BASE}api/kernels/{opened['kernel']['id']}/channels"
    kernel = Kernel(await websocket_connect(HTTPRequest(channels, headers=HEADERS)))
    await kernel.request("kernel_info_request", {})
    ready = time.monotonic() - asked
    meter, failed, kinds = Meter(), [], {}
    metering = asyncio.create_task(meter.run())
    cells = [cell for cell in model["content"]["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        question = {"code": cell["source"], "silent": False, "store_history": True, "user_expressions": {}}
        reply, outputs = await kernel.request(
            "execute_request", {**question, "allow_stdin": True, "stop_on_error": True}
        )
        cell["execution_count"] = reply["execution_count"]
        cell["outputs"] = [{key: value for key, value in output.items() if key != "transient"} for output in outputs]
        for output in outputs:
            for kind in output.get("data", {output["output_type"]: None}):
                kinds[kind] = kinds.get(kind, 0) + 1
        if reply["status"] != "ok" and "raises-exception" not in cell["metadata"].get("tags", []):
            failed.append(f"{cell['id']}: {reply.get('ename')}: {reply.get('evalue')}")
    metering.cancel()
    most = meter.most
    await fetch(f"api/contents/{path}", "PUT", {"type": "notebook", "format": "json", "content": model["content"]})
    await fetch(f"api/sessions/{opened['id']}", "DELETE")
    print(f"{path}: {len(cells)} cells run, each with its reply and its idle; in error {failed or 'none'}")
    print(f"  kernel there after {ready:.1f} s")
    print("  outputs:", ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())))
    print(f"  most memory: {sum(most.values()):.0f} MB (PSS)")
    for process, megabytes in sorted(most.items(), key=lambda item: -item[1]):
        print(f"    {megabytes:5.0f} MB {process}")
    return failed, sum(most.values())


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most-megabytes", type=int, default=1000)
    parser.add_argument("lessons", nargs="+")
    arguments = parser.parse_args()
    await wait_for_server()
    print("kernels:", ", ".join(json.loads(await fetch("api/kernelspecs"))["kernelspecs"]))
    faults = 0
    for path in arguments.lessons:
        failed, megabytes = await lesson(path)
        faults += len(failed) + (megabytes > arguments.most_megabytes)
    sys.exit(1 if faults else 0)


asyncio.run(main())
