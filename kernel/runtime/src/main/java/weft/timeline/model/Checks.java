package weft.timeline.model;

/** Refusals shared by the records of this package. */
final class Checks {

    private Checks() {}

    static void interval(String what, long startNanos, End end) {
        if (startNanos < 0) {
            throw new IllegalArgumentException("A " + what + " starts at \"" + startNanos
                    + "\" ns, before the recording; give a start of 0 or later.");
        }
        if (end instanceof End.At at && at.nanos() < startNanos) {
            throw new IllegalArgumentException("A " + what + " ends at \"" + at.nanos() + "\" ns, before its start at "
                    + startNanos + " ns; give the earlier time first.");
        }
    }
}
