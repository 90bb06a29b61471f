package weft.language;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import weft.wire.Thrown;

/**
 * One line of a traceback: a frame, or a word about frames that are folded.
 *
 * @param place where in the notebook; empty for frames of libraries and for folded ones
 */
record StackLine(String text, Optional<Place> place) {

    /**
     * A line of a cell, or of a file that a cell ran.
     *
     * @param source as in {@code cell 3}
     */
    record Place(String source, int line) {}

    /** Of the frames inside the library, the first say what was called there. */
    private static final int LIBRARY_FRAMES_SHOWN = 2;
    /** Without any frame of the notebook there is nothing better to show. */
    private static final int FRAMES_SHOWN_WITHOUT_CELL = 8;
    /** Mutual recursion of more than this many methods is shown as it is. */
    private static final int LONGEST_CYCLE = 4;

    private static final int FEWEST_REPEATS = 3;

    /** The lines of a throwable, without the frames that it shares with the one it caused. */
    static List<StackLine> of(Thrown thrown, List<StackTraceElement> outer) {
        List<StackTraceElement> frames = withoutOurs(withoutProbe(withoutShared(thrown.frames(), outer)));
        if (thrown.framesLeftOut() == 0 || frames.size() <= Thrown.HEAD_FRAMES) {
            return fold(frames);
        }
        List<StackLine> lines = new ArrayList<>(fold(frames.subList(0, Thrown.HEAD_FRAMES)));
        lines.add(word("… " + thrown.framesLeftOut() + " more frames"));
        lines.addAll(fold(frames.subList(Thrown.HEAD_FRAMES, frames.size())));
        return lines;
    }

    private static List<StackTraceElement> withoutShared(
            List<StackTraceElement> frames, List<StackTraceElement> outer) {
        int end = frames.size();
        int outerEnd = outer.size();
        while (end > 0 && outerEnd > 0 && frames.get(end - 1).equals(outer.get(outerEnd - 1))) {
            end--;
            outerEnd--;
        }
        return frames.subList(0, end);
    }

    /** Without the probe of a timeline in which the stack overflowed, and what the JDK did to link it. */
    private static List<StackTraceElement> withoutProbe(List<StackTraceElement> frames) {
        int cell = 0;
        boolean inProbe = false;
        while (cell < frames.size() && !isNotebook(frames.get(cell))) {
            inProbe |= frames.get(cell).getClassName().startsWith("weft.timeline.capture.");
            cell++;
        }
        return inProbe ? frames.subList(cell, frames.size()) : frames;
    }

    /** Without what stands below the notebook's outermost frame and is only how the kernel called it. */
    private static List<StackTraceElement> withoutOurs(List<StackTraceElement> frames) {
        int end = frames.size();
        while (end > 0 && isOurs(frames.get(end - 1))) {
            end--;
        }
        int firstOurs = end;
        for (int i = end - 1; i >= 0 && !isNotebook(frames.get(i)); i--) {
            if (frames.get(i).getClassName().startsWith("weft.agent.")) {
                firstOurs = i;
            }
        }
        end = firstOurs;
        while (end > 0 && isReflection(frames.get(end - 1))) {
            end--;
        }
        return frames.subList(0, end);
    }

    private static boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().startsWith("weft.agent.") || isReflection(frame);
    }

    private static boolean isReflection(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("jdk.internal.reflect.")
                || name.startsWith("java.lang.reflect.")
                || name.startsWith("java.lang.invoke.");
    }

    private static boolean isNotebook(StackTraceElement frame) {
        return ShownNames.isNotebookClass(frame.getClassName());
    }

    private static List<StackLine> fold(List<StackTraceElement> frames) {
        boolean anyNotebook = frames.stream().anyMatch(StackLine::isNotebook);
        int shown = anyNotebook ? LIBRARY_FRAMES_SHOWN : FRAMES_SHOWN_WITHOUT_CELL;
        List<StackLine> lines = new ArrayList<>();
        int at = 0;
        while (at < frames.size()) {
            int end = at;
            while (end < frames.size() && isNotebook(frames.get(end)) == isNotebook(frames.get(at))) {
                end++;
            }
            boolean outermost = end == frames.size() && at > 0;
            if (isNotebook(frames.get(at))) {
                addNotebookFrames(frames.subList(at, end), lines);
            } else {
                addLibraryFrames(frames.subList(at, end), outermost && anyNotebook ? 0 : shown, lines);
            }
            at = end;
        }
        return lines;
    }

    private static void addLibraryFrames(List<StackTraceElement> frames, int shown, List<StackLine> lines) {
        // A fold takes a line itself, so one frame is never folded between two shown ones.
        int kept = frames.size() == shown + 1 && shown > 0 ? frames.size() : Math.min(shown, frames.size());
        frames.subList(0, kept).forEach(frame -> lines.add(of(frame)));
        List<StackTraceElement> folded = frames.subList(kept, frames.size());
        if (folded.isEmpty()) {
            return;
        }
        Set<String> origins = new LinkedHashSet<>();
        folded.forEach(frame -> origins.add(origin(frame)));
        lines.add(word("… " + folded.size() + (folded.size() == 1 ? " frame" : " frames") + " of "
                + String.join(", ", origins)));
    }

    private static void addNotebookFrames(List<StackTraceElement> frames, List<StackLine> lines) {
        int at = 0;
        while (at < frames.size()) {
            int cycle = 1;
            int repeats = repeats(frames, at, cycle);
            while (repeats < FEWEST_REPEATS && cycle < LONGEST_CYCLE) {
                repeats = repeats(frames, at, ++cycle);
            }
            if (repeats < FEWEST_REPEATS) {
                lines.add(of(frames.get(at++)));
                continue;
            }
            frames.subList(at, at + cycle).forEach(frame -> lines.add(of(frame)));
            String what = cycle == 1 ? "the frame above" : "the " + cycle + " frames above";
            lines.add(word("… " + what + " " + (repeats - 1) + " times more"));
            at += cycle * repeats;
        }
    }

    /** How often the group of frames that begins here stands here one after the other. */
    private static int repeats(List<StackTraceElement> frames, int at, int cycle) {
        int end = at + cycle;
        while (end < frames.size() && frames.get(end).equals(frames.get(end - cycle))) {
            end++;
        }
        return end > frames.size() ? 0 : (end - at) / cycle;
    }

    private static StackLine of(StackTraceElement frame) {
        String file = frame.getFileName() == null ? "" : frame.getFileName();
        if (!isNotebook(frame) || file.isEmpty()) {
            return word("at " + libraryFrame(frame, file));
        }
        int line = frame.getLineNumber();
        String where = line > 0 ? file + ", line " + line : file;
        String method = ShownNames.method(frame.getClassName(), frame.getMethodName());
        String text = method.isEmpty() ? "at " + where : "at " + method + " (" + where + ")";
        return new StackLine(text, Optional.of(new Place(file, line)).filter(p -> line > 0));
    }

    private static String libraryFrame(StackTraceElement frame, String file) {
        String name = isNotebook(frame)
                ? ShownNames.method(frame.getClassName(), frame.getMethodName())
                : frame.getClassName() + "." + frame.getMethodName();
        if (name.isEmpty()) {
            return "a cell";
        }
        String line = frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "";
        return file.isEmpty() || isNotebook(frame) ? name : name + " (" + file + line + ")";
    }

    private static String origin(StackTraceElement frame) {
        String module = frame.getModuleName();
        if (module != null) {
            return module;
        }
        String name = frame.getClassName();
        if (name.startsWith("java.") || name.startsWith("jdk.internal.") || name.startsWith("sun.")) {
            return "java.base";
        }
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static StackLine word(String text) {
        return new StackLine(text, Optional.empty());
    }
}
