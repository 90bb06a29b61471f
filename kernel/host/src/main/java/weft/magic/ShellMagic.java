package weft.magic;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %sh COMMAND} and {@code %%sh}: runs commands of the system's shell, in the folder of the notebook. */
record ShellMagic(String name, String shell) implements Magic {

    @Override
    public String help() {
        return name.equals("sh")
                ? "%sh COMMAND, or %%sh over a cell — run commands of the system's shell, as in: %sh ls -l"
                : "%bash COMMAND, or %%bash over a cell — the same in bash";
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        String script = body.isBlank() ? arguments : arguments + "\n" + body;
        if (script.isBlank()) {
            // The percent sign apart: Error Prone takes "%s" for a format.
            throw new MagicUsageException("There is \"no\" command for the shell; for example: " + '%' + "sh ls -l");
        }
        AtomicBoolean stopped = new AtomicBoolean();
        int exit = run(script, context, stopped);
        if (stopped.get()) {
            String words = "The command was interrupted.";
            throw new MagicFailedException("Interrupted", words, List.of("Interrupted: " + words));
        }
        if (exit != 0) {
            String words = "the command ended with exit code " + exit;
            throw new MagicFailedException("ShellFailed", words, List.of("ShellFailed: " + words));
        }
        return Optional.empty();
    }

    private int run(String script, MagicContext context, AtomicBoolean stopped) throws MagicFailedException {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        List<String> command = windows ? List.of("cmd", "/c", script) : List.of(shell, "-c", script);
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            return context.working(() -> passOn(process, context), () -> {
                stopped.set(true);
                end(process);
            });
        } catch (Exception e) {
            String words = "the shell could not be run: " + e.getMessage();
            throw new MagicFailedException("ShellFailed", words, List.of("ShellFailed: " + words));
        }
    }

    private static int passOn(Process process, MagicContext context) throws InterruptedException {
        Thread errors =
                new Thread(() -> copy(process.getErrorStream(), StreamName.STDERR, context), "weft-shell-errors");
        errors.setDaemon(true);
        errors.start();
        copy(process.getInputStream(), StreamName.STDOUT, context);
        errors.join();
        return process.waitFor();
    }

    private static void copy(InputStream in, StreamName stream, MagicContext context) {
        char[] buffer = new char[8192];
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                context.print(stream, new String(buffer, 0, n));
            }
        } catch (IOException e) {
            // The pipe breaks when the process is ended.
            return;
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
