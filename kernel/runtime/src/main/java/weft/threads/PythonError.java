package weft.threads;

import org.jspecify.annotations.Nullable;

/** Python code failed in {@link Jython}. The message is Python's own traceback, without the kernel's frames. */
public final class PythonError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private PythonError(String message) {
        super(message);
    }

    /**
     * From what Jython throws, whose text is a traceback.
     *
     * @return what to throw; an error of the VM, such as the end of an interrupted cell, is thrown at once
     */
    static RuntimeException of(@Nullable Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Error e) {
                throw e;
            }
        }
        if (thrown == null || !thrown.getClass().getName().startsWith("org.python.")) {
            return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
        }
        return new PythonError(withoutOurFrames(thrown.toString()));
    }

    private static String withoutOurFrames(String traceback) {
        StringBuilder text = new StringBuilder();
        boolean ours = false;
        for (String line : traceback.strip().split("\n", -1)) {
            boolean isFrame = line.startsWith("  File \"");
            ours = isFrame ? line.contains("\"<string>\"") : ours && line.startsWith("    ");
            if (!ours) {
                text.append(text.length() == 0 ? "" : "\n").append(line);
            }
        }
        return text.toString();
    }
}
