"""The Python side of %%python: runs the cells of a notebook in this interpreter.

The kernel starts `python .../_weft` as its child. Everything here runs beside a learner's code in one process, so it
imports little, starts no thread that `threading` would list, and leaves the names of `__main__` alone.
"""
