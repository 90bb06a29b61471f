package weft.kernel;

import java.util.List;
import weft.protocol.Header;
import weft.protocol.KernelInfoReply;
import weft.protocol.KernelInfoReply.HelpLink;
import weft.protocol.KernelInfoReply.LanguageInfo;

/** What the kernel says of itself. */
final class KernelInfo {

    private KernelInfo() {}

    static KernelInfoReply reply() {
        String java = System.getProperty("java.version", "");
        String feature = Integer.toString(Runtime.version().feature());
        String api = "https://docs.oracle.com/en/java/javase/" + feature + "/docs/api/";
        return new KernelInfoReply(
                "ok",
                Header.PROTOCOL_VERSION,
                "weft",
                version(),
                new LanguageInfo("java", java, "text/x-java-source", ".jshell", "java", "java"),
                "Weft " + version() + ", Java " + java + ": cells in Java, and pictures of what their threads do",
                false,
                List.of(
                        new HelpLink("Java " + feature + " API", api),
                        new HelpLink(
                                "java.util.concurrent", api + "java.base/java/util/concurrent/package-summary.html")),
                List.of());
    }

    private static String version() {
        String version = KernelInfo.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
