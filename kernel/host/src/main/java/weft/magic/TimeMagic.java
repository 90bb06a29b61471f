package weft.magic;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %time CODE} and {@code %%time}: runs code once and tells how long it took, without the time to compile it. */
final class TimeMagic implements Magic {

    @Override
    public String name() {
        return "time";
    }

    @Override
    public String help() {
        return "%time CODE, or %%time over a cell — run it once and tell how long it took";
    }

    @Override
    public Operand operand() {
        return Operand.JAVA;
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        String code = body.isBlank() ? arguments : body;
        if (code.isBlank() || !body.isBlank() && !arguments.isEmpty()) {
            throw new MagicUsageException("%time: there must be code either behind it or below %%time, not \""
                    + arguments + "\"; for example: %time Thread.sleep(100);");
        }
        Duration ranBefore = context.timeRun();
        Optional<Duration> cpuBefore = context.processorTime();
        try {
            return context.runCode(code, true);
        } finally {
            Duration ran = context.timeRun().minus(ranBefore);
            String cpu = context.processorTime()
                    .flatMap(now -> cpuBefore.map(before -> ", processors: " + shown(now.minus(before))))
                    .orElse("");
            // What was not compiled was not run.
            if (!ran.isZero()) {
                context.print(StreamName.STDOUT, "time: " + shown(ran) + cpu + "\n");
            }
        }
    }

    /** Three digits that count, in the unit that fits. */
    static String shown(Duration duration) {
        double nanos = duration.toNanos();
        String[] units = {"ns", "µs", "ms", "s"};
        int unit = 0;
        while (unit < units.length - 1 && nanos >= 1000) {
            nanos /= 1000;
            unit++;
        }
        int decimals = nanos >= 100 || nanos == 0 ? 0 : nanos >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", nanos, units[unit]);
    }
}
