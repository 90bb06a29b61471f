package weft.timeline.layout;

/** A time in the life of a lock, as a box on the lock's lane. */
public record HoldBox(double x, double width, Use use, boolean isOpen, int merged, String label, String tooltip) {

    /** Green, yellow, red of a lock-centred picture, without the colours. */
    public enum Use {
        /** Somebody has it and nobody waits. */
        HELD("held"),
        /** Somebody has it while others wait. */
        CONTENDED("held while others wait"),
        /** Nobody has it, or it is of a kind that nobody has, and somebody waits. */
        AWAITED("awaited");

        private final String word;

        Use(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public double right() {
        return x + width;
    }
}
