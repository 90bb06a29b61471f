package weft.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import weft.uservm.AbandonedFolders;

/** Our Python code, copied from the jar into a private folder, where an interpreter can run it. */
record PythonFiles(Path folder) implements AutoCloseable {

    private static final String PACKAGE = "_weft";
    private static final List<String> FILES = List.of(
            "__init__.py",
            "__main__.py",
            "ask.py",
            "cells.py",
            "complete.py",
            "failure.py",
            "flag.py",
            "interpreter.py",
            "interrupts.py",
            "lanes.py",
            "lifeline.py",
            "locks.py",
            "naming.py",
            "notes.py",
            "pipe.py",
            "processes.py",
            "recorder.py",
            "recording.py",
            "rings.py",
            "show.py",
            "spawned.py",
            "streams.py",
            "tracer.py",
            "traffic.py",
            "unrecorded.py",
            "waits.py");

    /** Only its owner can enter a folder made so. */
    static PythonFiles copy() throws PythonMissingException {
        return copyBelow(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static PythonFiles copyBelow(Path parent) throws PythonMissingException {
        try {
            PythonFiles copy =
                    new PythonFiles(Files.createTempDirectory(parent, AbandonedFolders.prefix("weft-python-")));
            copy.write();
            return copy;
        } catch (IOException e) {
            throw new PythonMissingException("what Python needs to run cells could not be written below \"" + parent
                    + "\": " + e.getMessage() + "; make room there, or let it be written to, and run the cell again");
        }
    }

    private void write() throws IOException {
        Path target = Files.createDirectory(main());
        for (String name : FILES) {
            try (InputStream in = PythonFiles.class.getResourceAsStream(PACKAGE + "/" + name)) {
                if (in == null) {
                    throw new IOException("The kernel's jar lacks weft/python/" + PACKAGE + "/" + name
                            + "; build and install it again: make build");
                }
                Files.copy(in, target.resolve(name));
            } catch (IOException e) {
                // A half of it would fill the disk still more.
                close();
                throw e;
            }
        }
    }

    Path main() {
        return folder.resolve(PACKAGE);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("weft.python").log(System.Logger.Level.DEBUG, "Deleting " + folder, e);
        }
    }
}
