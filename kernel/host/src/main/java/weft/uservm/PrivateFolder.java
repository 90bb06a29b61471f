package weft.uservm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that only this user can enter; so nobody else can reach the socket in it. */
record PrivateFolder(Path path) {

    /** Unix keeps a socket's path in 108 bytes, 104 on macOS. */
    private static final int MAX_SOCKET_PATH = 100;

    static PrivateFolder create() throws IOException {
        String prefix = AbandonedFolders.prefix("weft-");
        Path folder = Files.createTempDirectory(prefix, onlyOwner());
        if (folder.resolve("vm.sock").toString().length() > MAX_SOCKET_PATH) {
            Files.delete(folder);
            folder = Files.createTempDirectory(Path.of("/tmp"), prefix, onlyOwner());
        }
        return new PrivateFolder(folder);
    }

    private static FileAttribute<?>[] onlyOwner() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        // Elsewhere the user's own temporary folder is private already.
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    Path socket() {
        return path.resolve("vm.sock");
    }

    ServerSocketChannel listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()), 1);
        return server;
    }

    /**
     * Two threads may ask for it: the one that closes the VM and the one that sees it end. The second waits, so that
     * the folder is gone for both; the kernel may end as soon as the first returns.
     */
    static synchronized void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            // Deepest first: the user VM's flight recorder has folders of its own in it.
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.DEBUG, "Deleting " + folder, e);
        }
    }
}
