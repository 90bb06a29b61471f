package weft.uservm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The file that a VM writes when it crashes in native code. */
final class CrashReport {

    private CrashReport() {}

    /** Its line about the signal, as in {@code SIGSEGV (0xb) at pc=…}; empty without a report. */
    static String firstWords(Path folder) {
        Path report = folder.resolve("crash.log");
        if (!Files.isRegularFile(report)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(report)) {
            return lines.limit(10)
                    .map(line -> line.replaceFirst("^#\\s*", ""))
                    .filter(line -> line.startsWith("SIG") || line.startsWith("EXCEPTION"))
                    .map(line -> line.replaceFirst(",? at pc=.*", "."))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
