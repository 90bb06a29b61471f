"""Finds threads that wait for each other in a ring while they are recorded, and so can never go on."""

from _thread import start_new_thread

# What was seen once may have been seen in the midst of a change; it counts when it still stands after so long.
CERTAIN_SECONDS = 0.1


class Watch:
    """Looks whenever a thread begins a wait that has no limit: the last step into a ring is such a wait."""

    def __init__(self, recorder, main_is_stuck):
        self.recorder = recorder
        self.main_is_stuck = main_is_stuck

    def waits(self, lane):
        """This thread, which calls, is about to wait."""
        if self.chain(lane):
            start_new_thread(self._make_sure, (lane,))

    def _make_sure(self, lane):
        before = self.chain(lane)
        sleep, _ = self.recorder.patches.sleeps
        sleep(CERTAIN_SECONDS)
        if before and before == self.chain(lane) and self.chain(self.recorder.main):
            self.main_is_stuck()

    def chain(self, lane):
        """Who waits for whom, from this lane into a ring: lane numbers and since when; empty where somebody can go on."""
        chain, seen = [], set()
        while lane is not None and lane.number not in seen:
            seen.add(lane.number)
            waiting = lane.waiting
            chain.append((lane.number, waiting and waiting[0]))
            lane = self._awaited(lane, waiting)
        return chain if lane is not None else []

    def is_stuck(self, lane):
        return bool(self.chain(lane))

    def _awaited(self, lane, waiting):
        if waiting is None or lane.bounded:
            return None
        _, state, key, holder, _ = waiting
        if state == "blocked" and key is not None:
            holder = self.recorder.by_key[key].holder
        elif state != "joining":
            return None
        awaited = None if holder is None else self.recorder.recording.lanes[holder - 1]
        return None if awaited is None or awaited.ended is not None else awaited
