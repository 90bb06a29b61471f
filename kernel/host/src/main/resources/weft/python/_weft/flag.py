"""Whether the notebook records now: a file that every process of the notebook can look for.

Apart from all else, because a process that is not recorded must not pay for importing a recorder.
"""

import os


def _path(folder):
    return os.path.join(folder, "recording")


def raise_in(folder):
    with open(_path(folder), "w"):
        pass


def lower_in(folder):
    os.remove(_path(folder))


def is_up(folder):
    return os.path.exists(_path(folder))
