package weft.magic;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %sh COMMAND} and {@code %%sh}: runs commands of the system's shell, in the folder of the notebook. */
record ShellMagic(String name, String shell, ShellProcesses processes) implements Magic {

    /** What is still in the pipes when the shell has ended arrives within this time. */
    private static final long LAST_WORDS_MILLIS = 300;

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
            String magic = '%' + name;
            throw new MagicUsageException(
                    magic + ": expected a command behind it, or below it in the cell, not \"\"; for example: " + magic
                            + " ls -l");
        }
        AtomicBoolean interrupted = new AtomicBoolean();
        int exit = run(script, context, interrupted);
        if (interrupted.get()) {
            String words = "The command was interrupted.";
            throw new MagicFailedException("Interrupted", words, List.of("Interrupted: " + words));
        }
        if (exit != 0) {
            String words = "the command ended with exit code " + exit;
            throw new MagicFailedException("ShellFailed", words, List.of("ShellFailed: " + words));
        }
        return Optional.empty();
    }

    private int run(String script, MagicContext context, AtomicBoolean interrupted) throws MagicFailedException {
        List<String> command = ShellProcesses.isWindows() ? List.of("cmd", "/c", script) : List.of(shell, "-c", script);
        try {
            Process process = processes.start(command);
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            return context.working(() -> passOn(process, context, stopped), () -> {
                // Before its end: that may be the end of the cell.
                interrupted.set(true);
                processes.end(process);
                stopped.complete(null);
            });
        } catch (Exception e) {
            String words = "the shell could not be run: " + e.getMessage();
            throw new MagicFailedException("ShellFailed", words, List.of("ShellFailed: " + words));
        }
    }

    /**
     * Until the shell has ended. A command that it left in the background may hold the pipes for as long as it likes; what
     * that writes later stands under the cell too, unless the VM has closed the pipes with the shell.
     */
    private static int passOn(Process process, MagicContext context, CompletableFuture<Void> stopped) {
        CompletableFuture<Void> errors = copying(process.getErrorStream(), StreamName.STDERR, context, stopped);
        CompletableFuture<Void> output = copying(process.getInputStream(), StreamName.STDOUT, context, stopped);
        CompletableFuture<Void> read = CompletableFuture.allOf(errors, output);
        CompletableFuture<Void> ended = process.onExit()
                .thenCompose(shell -> read.completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS));
        CompletableFuture.anyOf(ended, stopped).join();
        return stopped.isDone() ? -1 : process.exitValue();
    }

    private static CompletableFuture<Void> copying(
            InputStream in, StreamName stream, MagicContext context, CompletableFuture<Void> stopped) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        Runnable copy = () -> {
            copy(in, text -> {
                if (!stopped.isDone()) {
                    context.print(stream, text);
                }
            });
            read.complete(null);
        };
        Thread thread = new Thread(copy, "weft-shell-" + stream.protocolName());
        thread.setDaemon(true);
        thread.start();
        return read;
    }

    private static void copy(InputStream in, Consumer<String> out) {
        char[] buffer = new char[8192];
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                out.accept(new String(buffer, 0, n));
            }
        } catch (IOException e) {
            // The pipe breaks when the process is ended.
            return;
        }
    }
}
