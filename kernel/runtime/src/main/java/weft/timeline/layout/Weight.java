package weft.timeline.layout;

/** About how many characters a picture has as HTML. */
final class Weight {

    /** With characters beside it, and as JSON, it then is below 200 kB. */
    static final long MOST = 150_400;

    /** Colours, letters and the script of every picture. */
    private static final int ALWAYS = 13_000;

    private static final int ROW = 420;
    private static final int BOX = 105;
    private static final int BAND = 240;

    private Weight() {}

    static long of(Picture picture) {
        long weight = ALWAYS;
        for (Panel panel : picture.panels()) {
            weight += panel.bands().stream()
                    .mapToLong(band -> BAND + band.tooltip().length())
                    .sum();
            weight += panel.rows().stream().mapToLong(row -> ROW + of(row)).sum();
        }
        return weight;
    }

    private static long of(Row row) {
        if (row instanceof Row.LaneRow lane) {
            return lane.spans().stream()
                            .mapToLong(box -> BOX + box.tooltip().length())
                            .sum()
                    + lane.marks().stream()
                            .mapToLong(box -> BOX + box.tooltip().length())
                            .sum()
                    + lane.tasks().stream()
                            .mapToLong(box -> BOX + box.tooltip().length())
                            .sum();
        }
        if (row instanceof Row.LockRow lock) {
            return lock.holds().stream()
                    .mapToLong(box -> BOX + box.tooltip().length())
                    .sum();
        }
        return row instanceof Row.PoolRow pool
                ? pool.queue().stream()
                        .mapToLong(box -> BOX + box.tooltip().length())
                        .sum()
                : 0;
    }
}
