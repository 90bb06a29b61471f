package weft.kernel;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import weft.protocol.Json;

/**
 * The history on disk, one JSON object a line, shared by all kernels of a user.
 *
 * <p><b>Threads.</b> Any thread and any process: each access holds a lock on a file beside it. That file, because the
 * history itself is replaced when it is cut.
 */
final class HistoryFile {

    /** Some ten thousand cells; read whole, it must not make anybody wait. */
    static final long MAX_BYTES = 4L << 20;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final long maxBytes;
    private final Path file;
    private final Path lockFile;

    HistoryFile(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
        lockFile = file.resolveSibling(file.getFileName() + ".lock");
    }

    private interface Access<T> {
        T run() throws IOException;
    }

    /** Begins a session, numbered after the last one in the file. */
    int begin() throws IOException {
        return locked(() -> {
            cut();
            int session =
                    1 + entries().stream().mapToInt(HistoryEntry::session).max().orElse(0);
            write(HistoryEntry.start(session));
            return session;
        });
    }

    void append(HistoryEntry entry) throws IOException {
        locked(() -> {
            write(entry);
            return true;
        });
    }

    /** All entries, oldest first. Broken lines, left by a kernel that was killed, are passed over. */
    List<HistoryEntry> entries() throws IOException {
        List<HistoryEntry> entries = new ArrayList<>();
        if (!Files.exists(file)) {
            return entries;
        }
        // Not Files.readAllLines: one byte that is not UTF-8 would cost the whole history.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try (Stream<String> lines = text.lines()) {
            lines.forEach(line -> {
                try {
                    entries.add(Json.parse(line, HistoryEntry.class));
                } catch (JsonParseException broken) {
                    // See above.
                }
            });
        }
        return entries;
    }

    private void write(HistoryEntry entry) throws IOException {
        byte[] line = (Json.text(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            ByteBuffer bytes = ByteBuffer.wrap(endsWithinLine(channel, end) ? prepended(line) : line);
            channel.position(end);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Whether the last writer was stopped in the middle of a line; the next must not continue it. */
    private static boolean endsWithinLine(FileChannel channel, long end) throws IOException {
        if (end == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0) != '\n';
    }

    private static byte[] prepended(byte[] line) {
        byte[] longer = new byte[line.length + 1];
        longer[0] = '\n';
        System.arraycopy(line, 0, longer, 1, line.length);
        return longer;
    }

    /** Drops the older half of a file that has grown too large. */
    private void cut() throws IOException {
        if (!Files.exists(file) || Files.size(file) <= maxBytes) {
            return;
        }
        byte[] all = Files.readAllBytes(file);
        int from = all.length - (int) (maxBytes / 2);
        while (from < all.length && all[from - 1] != '\n') {
            from++;
        }
        Path shorter = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = open(shorter, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(all, from, all.length - from);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Opens a file, and makes it if need be: for this user alone, since cells hold what nobody else should read. */
    private static FileChannel open(Path path, StandardOpenOption... how) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE, how);
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? FileChannel.open(path, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                : FileChannel.open(path, options);
    }

    private <T> T locked(Access<T> access) throws IOException {
        Files.createDirectories(lockFile.toAbsolutePath().getParent());
        // A file lock keeps other processes out; within this one a second lock on the same file is an error.
        synchronized (HistoryFile.class) {
            try (FileChannel channel = open(lockFile, StandardOpenOption.WRITE)) {
                // Released when the channel is closed.
                channel.lock();
                return access.run();
            }
        }
    }
}
