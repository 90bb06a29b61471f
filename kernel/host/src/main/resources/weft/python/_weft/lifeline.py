"""Ends this process, and the ones it started, when the kernel is gone, however the kernel went."""

import fcntl
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_group():
    """The kernel is gone: ends us and everything that we started."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(os.getpgrp(), signal.SIGTERM)
    os._exit(1)


def die_with_kernel():
    """For the case that C code holds the GIL for ever, and nobody here can see that the kernel is gone.

    The signal comes when the *thread* ends that started us (prctl(2)); the kernel's lives as long as we do.
    """
    if sys.platform != "linux":
        return
    try:
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        pass


def hold(folder):
    """Takes the writing end of a named pipe, on whose other end the processes of multiprocessing watch us."""
    if sys.platform != "linux":
        return
    path = os.path.join(folder, "lifeline")
    os.mkfifo(path, 0o600)
    # Both directions, since opening for writing alone would wait for a reader.
    ours = os.open(path, os.O_RDWR)

    def forked():
        try:
            os.close(ours)
        except OSError:
            pass
        watch(folder)

    os.register_at_fork(after_in_child=forked)


def watch(folder):
    """Ends this process when nobody holds the writing end any more: then the system sends SIGIO, whose default is to
    end a process. It needs neither a thread nor the GIL."""
    try:
        lifeline = os.open(os.path.join(folder, "lifeline"), os.O_RDONLY | os.O_NONBLOCK)
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC)
        if os.read(lifeline, 1) == b"":
            # It went before we watched, and no signal will tell.
            os._exit(1)
    except BlockingIOError:
        # Somebody holds the other end, and writes nothing.
        pass
    except (OSError, ValueError):
        # The folder is gone, and with it whoever we would watch; or this is not the main thread.
        pass
