"""input() and getpass(): questions go to the person at the notebook."""

import builtins
import itertools
import os
import sys
from queue import SimpleQueue


class Desk:
    """Questions that wait for an answer. Any thread may ask; the reader brings the answers."""

    def __init__(self, outlet, cells):
        self.outlet = outlet
        self.cells = cells
        self.process = os.getpid()
        self.numbers = itertools.count(1)
        self.waiting = {}

    def ask(self, prompt, password):
        """The line that was typed; None for the end of the input."""
        if os.getpid() != self.process:
            raise EOFError("Nobody can answer here: a child process asks; ask in the cell and pass the value on")
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        number = next(self.numbers)
        answers = self.waiting[number] = SimpleQueue()
        try:
            self.outlet.send(
                {
                    "type": "ask",
                    "id": number,
                    "cell": self.cells.of_this_thread(),
                    "prompt": prompt,
                    "password": password,
                }
            )
            answer = answers.get()
        finally:
            del self.waiting[number]
        if answer["interrupted"]:
            raise KeyboardInterrupt
        if answer["refusal"]:
            raise EOFError(answer["refusal"])
        return answer["text"]

    def answer(self, message):
        waiting = self.waiting.get(message["id"])
        if waiting:
            waiting.put(message)

    def install(self):
        def input(prompt="", /):
            line = self.ask(str(prompt), False)
            if line is None:
                raise EOFError("End of the input")
            return line

        input.__doc__ = builtins.input.__doc__
        builtins.input = input

    def install_getpass(self, module):
        def getpass(prompt="Password: ", stream=None, **options):
            line = self.ask(str(prompt), True)
            if line is None:
                raise EOFError("End of the input")
            return line

        module.getpass = getpass
