"""%maven, refs and Jython, as a client of the kernel sees them; against a repository on this machine."""

from __future__ import annotations

import io
import ssl
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from notebook import Notebook

POM = (
    "<project><modelVersion>4.0.0</modelVersion>"
    "<groupId>test</groupId><artifactId>{}</artifactId><version>1</version></project>"
)
JYTHON = Path(__file__).resolve().parents[3] / "target/test-libraries/jython-standalone-2.7.4.jar"
SLOW = 120


def jar() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mark.txt", "seen")
        archive.writestr("filling", bytes(range(256)) * 4000, zipfile.ZIP_STORED)
    return data.getvalue()


class Repository:
    """Serves the library test:lib:1. Whatever has "silent" in its path is never answered."""

    def __init__(self, folder: Path) -> None:
        outer = self
        self.asked_silent = threading.Event()
        self.ended = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if "silent" in self.path:
                    outer.asked_silent.set()
                    outer.ended.wait()
                    return
                name = self.path.rpartition("/")[2]
                files = {"lib-1.pom": POM.format("lib").encode(), "lib-1.jar": jar()}
                self.send_response(200 if name in files else 404)
                self.send_header("Content-Length", str(len(files.get(name, b""))))
                self.end_headers()
                self.wfile.write(files.get(name, b""))

            do_HEAD = do_GET

            def log_message(self, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.settings = folder / "settings.xml"
        self.settings.write_text(
            f"<settings><localRepository>{folder / 'local'}</localRepository><mirrors><mirror><id>test</id>"
            f"<mirrorOf>*</mirrorOf><url>{self.url}</url></mirror></mirrors></settings>"
        )

    def close(self) -> None:
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    served = Repository(tmp_path_factory.mktemp("repository"))
    yield served
    served.close()


def maven(nb: Notebook, repository: Repository, arguments: str):
    return nb.run(f"%maven --settings {repository.settings} {arguments}", seconds=SLOW)


def test_library_is_added_and_said_in_one_place(nb: Notebook, repository: Repository) -> None:
    nb.run("int kept = 41;").ok()
    cell = maven(nb, repository, "test:lib:1").ok()
    updates = cell.of_type("update_display_data")
    said = cell.text() + "".join(m["content"]["data"]["text/plain"] for m in updates[-1:])

    assert "Added to the class path: test:lib:1" in said
    # However many updates there were, they share one output.
    assert len(cell.of_type("display_data")) == (1 if updates else 0)
    read = 'new String(ClassLoader.getSystemResourceAsStream("mark.txt").readAllBytes())'
    assert nb.value(read.replace("ClassLoader.getSystem", "Thread.currentThread().getContextClassLoader().get")) == "seen"
    assert nb.value("kept + 1") == "42"


def test_missing_library_is_named_with_where_it_was_looked_for(nb: Notebook, repository: Repository) -> None:
    failure = maven(nb, repository, "test:lib:2").failed().report

    assert '"test:lib:2" was not found' in failure and repository.url in failure and "local repository" in failure
    assert "org.eclipse.aether" not in failure


def test_server_with_an_unknown_certificate_is_told_with_what_to_do(
    nb: Notebook, repository: Repository, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
        + ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"https://127.0.0.1:{server.server_port}"
        settings = tmp_path / "settings.xml"
        settings.write_text(repository.settings.read_text().replace(repository.url, url))
        failure = nb.run(f"%maven --settings {settings} test:signed:1", seconds=SLOW).failed().report
        server.shutdown()

    assert f'"test:signed:1" could not be fetched from test ({url})' in failure
    assert "keytool -importcert" in failure


def test_interrupt_ends_a_wait_for_a_silent_server(nb: Notebook, repository: Repository) -> None:
    cell = nb.submit(f"%maven --settings {repository.settings} test:silent:1")
    assert repository.asked_silent.wait(SLOW)

    nb.interrupted(cell).failed("Interrupted")

    assert nb.value("1 + 1") == "2"


def test_refs_are_drawn_and_counted(nb: Notebook) -> None:
    nb.run("var lonely = new Object(); var list = new ArrayList<Object>(List.of(lonely));").ok()
    data = nb.run("refs(lonely)", seconds=SLOW).ok().only("execute_result")["data"]

    assert "lonely" in data["text/plain"] and "list" in data["text/plain"]
    assert "<svg" in data["text/html"] or "<table" in data["text/html"]


@pytest.mark.skipif(not JYTHON.exists(), reason="the Java tests bring Jython; they have not run")
def test_jython_runs_cells_beside_cpython(nb: Notebook) -> None:
    nb.run(f"%jars {JYTHON}").ok()
    cell = nb.run("%%python --on jython\nprint 'old', 3 / 2\nx = 6\nx * 7", seconds=SLOW).ok()

    assert cell.text() == "old 1\n" and cell.value == "42"
    assert "1.0 s" in nb.run("%%python --on jython --timeout 1\nwhile True: pass", seconds=SLOW).failed("TimeoutError").evalue
    nb.run("%python --on jython --restart", seconds=SLOW).ok()
    nb.run("%%python --on jython\nx", seconds=SLOW).failed("NameError")
    nb.run("%python --on python3").ok()
