package weft.threads;

import java.io.Serializable;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pattern counted in a long text: CPU-bound work. A part is a run of lines, so no match is cut in two.
 *
 * <p><b>Threads.</b> Nothing is written after the constructor.
 */
public final class TextSearch implements Work<Integer>, Serializable {

    private static final int PARTS = 16;
    private static final int LINES_PER_CHECKPOINT = 64;
    private static final int WORDS_PER_LINE = 12;
    private static final List<String> WORDS = List.of(
            "a", "the", "thread", "threads", "lock", "waits", "for", "runs", "and", "queue", "worker", "task", "holds",
            "until", "another", "ends", "core", "memory", "reads", "writes");

    private final List<String> lines;
    private final Pattern pattern;

    private TextSearch(List<String> lines, Pattern pattern) {
        this.lines = lines;
        this.pattern = pattern;
    }

    public static TextSearch in(List<String> lines, String regex) {
        return new TextSearch(List.copyOf(lines), Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
    }

    /** So many lines of the words that lessons about threads are made of, always the same ones. */
    public static TextSearch inMadeUpText(int lines, String regex) {
        Random random = new Random(lines);
        List<String> text = IntStream.range(0, lines)
                .mapToObj(line -> IntStream.range(0, WORDS_PER_LINE)
                        .mapToObj(word -> WORDS.get(random.nextInt(WORDS.size())))
                        .collect(Collectors.joining(" ")))
                .toList();
        return in(text, regex);
    }

    @Override
    public String name() {
        return "Search for \"" + pattern + "\" in " + lines.size() + " lines";
    }

    @Override
    public Bound bound() {
        return Bound.CPU;
    }

    @Override
    public int parts() {
        return Math.max(1, Math.min(PARTS, lines.size()));
    }

    /** How often the pattern stands in that part of the lines. */
    @Override
    public Integer part(int index) {
        int from = (int) ((long) index * lines.size() / parts());
        int to = (int) ((index + 1L) * lines.size() / parts());
        int found = 0;
        for (int line = from; line < to; line++) {
            Matcher matcher = pattern.matcher(lines.get(line));
            while (matcher.find()) {
                found++;
            }
            if (line % LINES_PER_CHECKPOINT == 0) {
                Gil.checkpoint();
            }
        }
        return found;
    }
}
