package weft.uservm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary folders that a killed kernel has left behind. Their names hold the process id of the kernel that made them.
 */
public final class AbandonedFolders {

    private static final Pattern NAME = Pattern.compile("weft-(?:python-)?(\\d{1,18})-\\d+");

    private AbandonedFolders() {}

    /** The prefix for a temporary folder of this process; {@code kind} begins with {@code weft-}, ends with a dash. */
    public static String prefix(String kind) {
        return kind + ProcessHandle.current().pid() + '-';
    }

    /**
     * Deletes this user's folders whose kernel is gone, beside {@code ours} and where Java makes temporary files.
     *
     * @param ours a folder of this kernel, which tells who its user is
     */
    static void delete(Path ours) {
        try {
            UserPrincipal user = Files.getOwner(ours);
            Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
            for (Path parent :
                    Set.copyOf(List.of(temporary, ours.toAbsolutePath().getParent()))) {
                deleteIn(parent, user);
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.DEBUG, "Looking for abandoned folders", e);
        }
    }

    private static void deleteIn(Path parent, UserPrincipal user) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "weft-*")) {
            for (Path folder : folders) {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches() && isGone(Long.parseLong(name.group(1))) && belongsTo(user, folder)) {
                    PrivateFolder.delete(folder);
                }
            }
        }
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    private static boolean belongsTo(UserPrincipal user, Path folder) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (IOException e) {
            // Another kernel that has just started was faster.
            return false;
        }
    }
}
