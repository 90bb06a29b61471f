package weft.threads;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * A process as textbooks draw it, from live threads: above, what they share; below, what each has of its own.
 *
 * <pre>{@code
 * ProcessFigure.of(Thread.currentThread())     // single-threaded
 * ProcessFigure.of(a, b)                       // multithreaded
 * }</pre>
 *
 * <p><b>Lesson.</b> Threads of one process share its code, its data and its open files. Each has a stack of its own,
 * and a program counter: the line at which it is.
 *
 * <p><b>What it does not claim.</b> To show every thread: a JVM has some of its own, and the figure counts them.
 *
 * @param classes how many classes of code are loaded
 * @param heapMegabytes how much data there is, garbage not yet collected included
 * @param openFiles open files and connections; -1 where the system does not tell
 * @param flows the threads, in the order in which they were asked for
 * @param others how many more threads the process has
 */
public record ProcessFigure(int classes, long heapMegabytes, long openFiles, List<Flow> flows, int others)
        implements Displayable {

    private static final int MOST_CALLS = 6;
    private static final String BOX = "border:1px solid;border-radius:6px;padding:4px 10px;";

    public ProcessFigure {
        flows = List.copyOf(flows);
    }

    /**
     * What one thread has of its own.
     *
     * @param calls its stack, the call that runs now first, without the JDK's and the notebook's own
     */
    public record Flow(String thread, String state, List<String> calls) {

        public Flow {
            calls = List.copyOf(calls);
        }

        /** The line at which the thread is. */
        public String programCounter() {
            return calls.isEmpty() ? "in the JDK" : calls.get(0);
        }
    }

    /** Looks at these threads as they stand now. */
    public static ProcessFigure of(Thread... threads) {
        if (threads.length == 0) {
            throw new IllegalArgumentException(
                    "no thread to draw; write ProcessFigure.of(Thread.currentThread()), for example");
        }
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new ProcessFigure(
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                memory.getUsed() >> 20,
                filesOpen(),
                Arrays.stream(threads).map(ProcessFigure::flow).collect(Collectors.toList()),
                Math.max(0, ManagementFactory.getThreadMXBean().getThreadCount() - threads.length));
    }

    private static long filesOpen() {
        Object bean = ManagementFactory.getOperatingSystemMXBean();
        return bean instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }

    private static Flow flow(Thread thread) {
        return new Flow(thread.getName(), thread.getState().name(), calls(thread.getStackTrace()));
    }

    static List<String> calls(StackTraceElement... stack) {
        List<String> calls = Arrays.stream(stack)
                .filter(frame -> !isLibrary(frame.getClassName()))
                .map(ProcessFigure::call)
                .collect(Collectors.toCollection(ArrayList::new));
        if (calls.size() > MOST_CALLS) {
            int more = calls.size() - MOST_CALLS + 1;
            calls.subList(MOST_CALLS - 1, calls.size()).clear();
            calls.add(more + " more calls");
        }
        return calls;
    }

    private static boolean isLibrary(String type) {
        return type.startsWith("java.")
                || type.startsWith("jdk.")
                || type.startsWith("sun.")
                || type.startsWith("weft.");
    }

    /** What stands at the top of a cell belongs to no method; the cell is its file. */
    private static String call(StackTraceElement frame) {
        String method = frame.getMethodName();
        String line = ", line " + frame.getLineNumber();
        if (method.startsWith("do_it$")) {
            return frame.getFileName() + line;
        }
        return (method.startsWith("lambda$") ? "lambda" : method + "()") + line;
    }

    private String title() {
        return flows.size() == 1 ? "Single-threaded process" : "Multithreaded process: " + flows.size() + " threads";
    }

    private List<String> shared() {
        List<String> shared = new ArrayList<>();
        shared.add(String.format(Locale.ROOT, "code: %,d classes", classes));
        shared.add(String.format(Locale.ROOT, "data: %,d MB of objects", heapMegabytes));
        shared.add(openFiles < 0 ? "open files" : String.format(Locale.ROOT, "files: %,d open", openFiles));
        return shared;
    }

    private String note() {
        return others == 0
                ? ""
                : "The JVM and the notebook have " + others + " more threads, for compiling, cleaning up and talking.";
    }

    @Override
    public MimeBundle toDisplay() {
        StringBuilder html = new StringBuilder("<figure style=\"margin:0;max-width:760px\"><div style=\"" + BOX)
                .append("border-width:2px\"><p style=\"margin:4px 0\"><b>")
                .append(title())
                .append("</b></p><p style=\"margin:4px 0\">Shared by all:</p>")
                .append("<div style=\"display:flex;flex-wrap:wrap;gap:8px\">");
        shared().forEach(part -> html.append(box(part)));
        html.append("</div><p style=\"margin:8px 0 4px\">Each has of its own:</p>")
                .append("<div style=\"display:flex;flex-wrap:wrap;gap:8px;align-items:flex-end\">");
        flows.forEach(flow -> html.append(html(flow)));
        html.append("</div></div><figcaption>").append(note()).append("</figcaption></figure>");
        return MimeBundle.text(toString()).with(MimeBundle.HTML, html.toString());
    }

    private static String box(String text) {
        return "<div style=\"" + BOX + "flex:1;text-align:center\">" + Table.escape(text) + "</div>";
    }

    /** The stack stands on the ground and grows upwards, as in the textbook. */
    private static String html(Flow flow) {
        StringBuilder html = new StringBuilder("<div style=\"flex:1;min-width:180px\">");
        String pointer = "▶ ";
        for (String call : flow.calls()) {
            html.append("<div style=\"border:1px solid;margin-bottom:-1px;padding:1px 8px\">")
                    .append(pointer)
                    .append("<code>")
                    .append(Table.escape(call))
                    .append("</code></div>");
            pointer = "";
        }
        return html.append("<div style=\"")
                .append(BOX)
                .append("border-top-width:3px\"><b>")
                .append(Table.escape(flow.thread()))
                .append("</b>, ")
                .append(flow.state())
                .append("<br>program counter ▶ ")
                .append(Table.escape(flow.programCounter()))
                .append("</div></div>")
                .toString();
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(title()).append("\n  shared by all: ").append(String.join("; ", shared()));
        for (Flow flow : flows) {
            text.append("\n  ").append(flow.thread()).append(", ").append(flow.state());
            text.append("\n    program counter: ").append(flow.programCounter());
            text.append("\n    stack, latest call first: ").append(String.join(" | ", flow.calls()));
        }
        return note().isEmpty()
                ? text.toString()
                : text.append("\n  ").append(note()).toString();
    }
}
