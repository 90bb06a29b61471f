"""Builds Binder's image without Docker, in a chroot, and runs lessons in it with the network off.

The steps are those of the Dockerfile that repo2docker writes for this repository. The root folder comes from
debootstrap (Ubuntu 24.04, which repo2docker's base image is made of). Needs root, debootstrap, ip and unshare.
"""

import argparse
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import escapism

MIRROR = "http://archive.ubuntu.com/ubuntu"
# What the steps take for granted: buildpack-deps has it.
BASE_IMAGE_HAS = "ca-certificates curl git make procps wget"
SERVER = "jupyter-lab --ip=127.0.0.1 --port=8888 --no-browser --ServerApp.base_url=/user/check/ --ServerApp.token=check"


def run(*command, **options):
    return subprocess.run(list(map(str, command)), check=True, **options)


class Image:
    """A root folder, with the state that the instructions of a Dockerfile add to."""

    def __init__(self, root, repository, variables):
        self.root, self.repository = root, repository
        self.environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", **variables}
        self.user, self.folder = "root", "/"

    def inside(self, command, shell="/bin/sh"):
        """The words that run a shell command in the image, as its user."""
        user = self.user if self.user == "root" else f"{self.user}:{self.user}"
        environment = [f"{name}={value}" for name, value in self.environment.items()]
        script = f"cd {shlex.quote(self.folder)} && {command}"
        return ["chroot", f"--userspec={user}", self.root, "/usr/bin/env", "-i", *environment, shell, "-c", script]

    def filled(self, text):
        return re.sub(r"\$\{(\w+)\}", lambda match: self.environment.get(match[1], ""), text)

    def apply(self, word, rest):
        if word == "RUN":
            print(f"[{self.user}] {rest[:200]}", flush=True)
            run(*self.inside(rest))
        elif word in ("ENV", "ARG"):
            for pair in shlex.split(rest.replace("\\\n", " ")):
                name, _, value = pair.partition("=")
                # An argument that was given on the command line keeps that value.
                if word == "ENV" or (value and name not in self.environment):
                    self.environment[name] = self.filled(value)
        elif word == "USER":
            self.user = self.filled(rest)
        elif word == "WORKDIR":
            self.folder = self.filled(rest)
            self.path(self.folder).mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            self.copy(self.filled(rest).split())
        elif word not in ("FROM", "EXPOSE", "LABEL", "ENTRYPOINT", "CMD"):
            raise SystemExit(f'check.py: unknown instruction "{word}" in repo2docker\'s Dockerfile')

    def path(self, inside):
        return self.root / inside.lstrip("/")

    def copy(self, words):
        options, (source, target) = words[:-2], words[-2:]
        target = self.path(target)
        owner = next((option.partition("=")[2] for option in options if option.startswith("--chown=")), "0:0")
        if source == "src/":
            for name in self.tracked():
                self.place(self.repository / name, target / name, owner)
        elif source.startswith("src/"):
            self.place(self.repository / source[len("src/") :], target, owner)
        else:
            self.place(built_in(source), target, owner)
            if "--chmod=0755" in options:
                target.chmod(0o755)

    def tracked(self):
        """What a clone would hold: repo2docker clones, and a build folder of this copy must not come along."""
        listed = run("git", "-C", self.repository, "ls-files", "-z", capture_output=True, text=True).stdout
        return [name for name in listed.split("\0") if name and (self.repository / name).is_file()]

    def place(self, source, target, owner):
        """A copy, and the folders on the way to it, that belong to the owner."""
        made = [folder for folder in target.parents if not folder.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
        run("chown", owner, target, *made)


def built_in(source):
    """The file of repo2docker's own that a COPY names: a path with its letters escaped, and a hash."""
    import repo2docker.buildpacks

    if not source.startswith("build_script_files/"):
        return Path(repo2docker.buildpacks.__file__).parent / source.lstrip("/")
    return Path(escapism.unescape(source.partition("/")[2].rpartition("-")[0], escape_char="-"))


def instructions(dockerfile):
    """Pairs of an instruction and what follows it, with continued lines joined as the shell wants them."""
    lines = [line for line in dockerfile.splitlines() if not line.lstrip().startswith("#")]
    text = re.sub(r"\\\n", "\\\\\0", "\n".join(lines))
    for line in text.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word:
            yield word, rest.replace("\\\0", "\\\n").strip()


def rendered(repository, user):
    """The Dockerfile. repo2docker writes it among its log."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "--user-id", "1000", "--user-name", user]
    done = run(*command, repository, capture_output=True, text=True)
    text = done.stdout + done.stderr
    return text[text.index("\nFROM ") :].partition("\n[Repo2Docker]")[0]


def bootstrap(root, scratch):
    """An Ubuntu with what buildpack-deps has of what we need, and this machine's certificates and name server."""
    if root.exists():
        raise SystemExit(f'check.py: there is an image in "{root}"; remove it, or run lessons in it: --session-only')
    # A Debian's debootstrap may not know the release by name yet; they are all made alike.
    scripts = Path("/usr/share/debootstrap/scripts")
    script = next(scripts / name for name in ("noble", "jammy", "gutsy") if (scripts / name).exists())
    run("debootstrap", "--variant=minbase", "--components=main,universe", "noble", root, MIRROR, script)
    pockets = "".join(f"deb {MIRROR} noble{pocket} main universe\n" for pocket in ("", "-updates", "-security"))
    (root / "etc/apt/sources.list").write_text(pockets)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    run("mount", "-t", "proc", "proc", root / "proc")
    run("mount", "--rbind", "/dev", root / "dev")
    image = Image(root, scratch, {"DEBIAN_FRONTEND": "noninteractive"})
    image.apply("RUN", f"apt-get -qq update && apt-get -qq install --yes --no-install-recommends {BASE_IMAGE_HAS}")
    for certificate in Path("/usr/local/share/ca-certificates").glob("*.crt"):
        shutil.copy(certificate, root / "usr/local/share/ca-certificates")
    image.apply("RUN", "update-ca-certificates >/dev/null")


def stand_in_for_conda(image, python):
    """Where conda-forge cannot be reached: this Python, with the packages by their names in conda's lock from PyPI."""
    lock = image.path("/tmp/env/environment.lock").read_text()
    names = ["jupyterlab", "notebook", "jupyter_server", "jupyterhub-base", "ipywidgets", "jupyter-resource-usage"]
    pins = []
    for name in names:
        version = re.search(rf"/{re.escape(name)}-([0-9.]+)-\w+\.conda", lock)[1]
        pins.append(f"{name.removesuffix('-base')}=={version}")
    shutil.copytree(python, image.path("/opt/python"), symlinks=True)
    image.path("/etc/ld.so.conf.d/python.conf").write_text("/opt/python/lib\n")
    image.apply("RUN", "ldconfig")
    prefix = image.environment["NB_PYTHON_PREFIX"]
    image.apply("RUN", f"/opt/python/bin/python3 -m venv --copies {prefix}")
    image.apply("RUN", f"{prefix}/bin/pip install -q {' '.join(pins)}")
    image.path("/etc/profile.d/activate-conda.sh").write_text(f"export PATH={prefix}/bin:$PATH\n")
    image.apply("RUN", f"chown -R {image.environment['NB_USER']}: {image.environment['CONDA_DIR']} && rm -rf /tmp/env")


def build(image, dockerfile, python):
    for word, rest in instructions(dockerfile):
        if word == "RUN" and "install-base-env.bash" in rest and python:
            stand_in_for_conda(image, python)
        else:
            image.apply(word, rest)


def session(image, lessons, most_megabytes):
    """A server as Binder starts it, and a browser's requests to it, on a machine whose only network is loopback."""
    shutil.copy(Path(__file__).with_name("session.py"), image.path("/tmp/session.py"))
    visit = f"python3 /tmp/session.py --most-megabytes {most_megabytes} {shlex.join(lessons)}"
    log = "/tmp/server.log"
    both = f"/usr/local/bin/repo2docker-entrypoint {SERVER} >{log} 2>&1 & {visit} || {{ tail -n 50 {log}; exit 1; }}"
    network = ["unshare", "--net", "--pid", "--fork", "--kill-child", f"--mount-proc={image.root}/proc"]
    words = shlex.join(map(str, image.inside(both, shell="/bin/bash")))
    run(*network, "/bin/sh", "-c", f"ip link set lo up && {words}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default="/var/tmp/weft-binder", help="for the image (%(default)s)")
    parser.add_argument("--python", type=Path, help="the home of a Python 3.13, instead of conda's and its packages")
    parser.add_argument("--session-only", action="store_true", help="take the image that is there")
    parser.add_argument("--keep", action="store_true", help="leave the image there")
    parser.add_argument("--most-megabytes", type=int, default=1000, help="fail above this (%(default)s)")
    parser.add_argument("lessons", nargs="+", help="notebooks to run, such as notebooks/00-start-here.ipynb")
    arguments = parser.parse_args()
    repository, root = Path.cwd(), arguments.folder / "root"
    arguments.folder.mkdir(parents=True, exist_ok=True)
    certificates = {"SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt"}
    image = Image(root, repository, {"NB_USER": "jovyan", "NB_UID": "1000", **certificates})
    dockerfile = rendered(repository, "jovyan")
    (arguments.folder / "Dockerfile").write_text(dockerfile)
    if arguments.session_only:
        run("mount", "--rbind", "/dev", root / "dev")
        for word, rest in instructions(dockerfile):
            if word in ("ENV", "ARG", "USER"):
                image.apply(word, rest)
        image.folder = image.environment["REPO_DIR"]
    else:
        bootstrap(root, repository)
        build(image, dockerfile, arguments.python)
    session(image, arguments.lessons, arguments.most_megabytes)
    if not arguments.keep:
        for mounted in ("dev", "proc"):
            run("umount", "--recursive", "--lazy", root / mounted)
        run("rm", "-r", "--one-file-system", arguments.folder)


if __name__ == "__main__":
    main()
