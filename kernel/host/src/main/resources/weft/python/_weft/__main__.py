"""The main of the child process. Python 2 can read this much, so that it can say that it is too old."""

import os
import sys

if sys.version_info < (3, 9):
    sys.exit("This is Python %d.%d; %%%%python needs 3.9 or newer." % sys.version_info[:2])


def main():
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[0] = folder
    from _weft.interpreter import Interpreter

    # A cell imports what lies beside its notebook, and nothing of ours by accident.
    sys.path[0] = ""
    Interpreter(folder).serve()


main()
