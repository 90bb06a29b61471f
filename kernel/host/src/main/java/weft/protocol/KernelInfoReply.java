package weft.protocol;

import java.util.List;

/** What this kernel is and can. */
public record KernelInfoReply(
        String status,
        String protocolVersion,
        String implementation,
        String implementationVersion,
        LanguageInfo languageInfo,
        String banner,
        boolean debugger,
        List<HelpLink> helpLinks,
        List<String> supportedFeatures) {

    /** The language, in the words that editors and exporters look for. */
    public record LanguageInfo(
            String name,
            String version,
            String mimetype,
            String fileExtension,
            String pygmentsLexer,
            String codemirrorMode) {}

    /** An entry of the help menu. */
    public record HelpLink(String text, String url) {}

    public KernelInfoReply {
        helpLinks = List.copyOf(helpLinks);
        supportedFeatures = List.copyOf(supportedFeatures);
    }
}
