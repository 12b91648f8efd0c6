"""The site in a process that can be killed fifty times a minute: started once, then forked again for every life.

python -m tests.faults.forking_server PORT FORM    prints the process id of each life on a line of its own
"""

from __future__ import annotations

import logging
import os
import socket
import sys

from werkzeug.serving import make_server

from app import create_app
from tests.databases import close_engines


def main(port: int, form: str) -> None:
    """Live, die, live again, until this process itself is told to end."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    listener = socket.create_server(("127.0.0.1", port), backlog=128)
    listener.set_inheritable(True)
    app = create_app()
    # What a worker learns with its first request need not be learnt fifty times.
    assert app.test_client().get(form).status_code == 200
    with app.app_context():
        close_engines()
    while True:
        life = os.fork()
        if not life:
            make_server("127.0.0.1", port, app, threaded=True, fd=listener.fileno()).serve_forever()
        print(life, flush=True)
        os.waitpid(life, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
