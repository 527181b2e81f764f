"""Listening until told to stop, by a real process and a real signal."""

import http.client
import signal
import subprocess
import sys

PROGRAM = """
from govsweep import web

async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})

with web.listen("127.0.0.1", 0) as listening:
    print(listening.getsockname()[1], flush=True)
    web.run(app, listening)
print("closed", flush=True)
"""


def test_told_to_stop_it_comes_back_so_that_all_is_closed() -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as it:
        assert it.stdout is not None
        connection = http.client.HTTPConnection("127.0.0.1", int(it.stdout.readline()), timeout=300)
        connection.request("GET", "/")
        assert connection.getresponse().status == 204
        connection.close()
        it.send_signal(signal.SIGTERM)
        assert it.communicate(timeout=300)[0] == "closed\n"
    assert it.returncode == 0
