package weft.threads;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Files read from the disk and checked by their CRC: I/O-bound work. A part is a file.
 *
 * <p><b>What it does not claim.</b> That the disk turns: files that were written a moment ago come from the system's
 * memory, so reading them is fast, and threads gain little.
 *
 * <p><b>Threads.</b> Nothing is written after the files were made. {@code close} belongs to the thread that made them.
 */
public final class FileReading implements Work<Long>, Serializable, AutoCloseable {

    /** Not paths, which cannot be copied to another process. */
    private final List<File> files;

    private final File folder;

    private FileReading(Path folder, List<Path> files) {
        this.folder = folder.toFile();
        this.files = files.stream().map(Path::toFile).toList();
    }

    /** Makes so many files of that size in a temporary folder; {@code close} removes them. */
    public static FileReading of(int files, int kilobytesEach) {
        try {
            Path folder = Files.createTempDirectory("weft-files");
            List<Path> made = new ArrayList<>();
            Random random = new Random(files);
            byte[] content = new byte[kilobytesEach * 1024];
            for (int i = 0; i < files; i++) {
                random.nextBytes(content);
                made.add(Files.write(folder.resolve("file-" + i + ".bin"), content));
            }
            return new FileReading(folder, made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "Reading " + files.size() + " files";
    }

    @Override
    public Bound bound() {
        return Bound.IO;
    }

    @Override
    public int parts() {
        return files.size();
    }

    @Override
    public Long part(int index) throws Exception {
        byte[] content = Gil.blocking(() -> Files.readAllBytes(files.get(index).toPath()));
        CRC32 sum = new CRC32();
        sum.update(content);
        Gil.checkpoint();
        return sum.getValue();
    }

    @Override
    public void close() {
        try {
            for (File file : files) {
                Files.deleteIfExists(file.toPath());
            }
            Files.deleteIfExists(folder.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
