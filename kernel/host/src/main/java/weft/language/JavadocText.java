package weft.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A documentation comment, readable: as plain text without a tag, and as clean HTML that holds nothing but its own
 * tags, so that no comment can bring a script or a style into the page.
 */
final class JavadocText {

    private static final int WIDTH = 88;
    private static final String INDENT = "    ";

    /** Block tag → its heading, in the order in which they are shown. */
    private static final Map<String, String> SECTIONS = sections();

    private static final Set<String> NAMED = Set.of("param", "throws", "exception");
    private static final Set<String> SHORT = Set.of("deprecated", "param", "return", "throws");

    /** @param name of a parameter or exception; else empty */
    private record Entry(String name, List<DocBlock> blocks) {}

    private final List<DocBlock> main;
    private final Map<String, List<Entry>> sections = new LinkedHashMap<>();

    private JavadocText(String comment) {
        List<String> parts = parts(comment);
        main = DocParser.parse(parts.get(0));
        SECTIONS.keySet().forEach(tag -> sections.put(tag, new ArrayList<>()));
        parts.stream().skip(1).forEach(this::addEntry);
        sections.values().removeIf(List::isEmpty);
    }

    static JavadocText parse(String comment) {
        return new JavadocText(comment);
    }

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("deprecated", "Deprecated");
        sections.put("param", "Parameters");
        sections.put("return", "Returns");
        sections.put("throws", "Throws");
        sections.put("apiNote", "Note");
        sections.put("implSpec", "Implementation requirements");
        sections.put("implNote", "Implementation note");
        sections.put("since", "Since");
        sections.put("see", "See also");
        return sections;
    }

    /** The main text, and each block tag with what belongs to it. A tag counts only outside of {@code {@…}}. */
    private static List<String> parts(String comment) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int braces = 0;
        for (String line : comment.lines().toList()) {
            if (braces <= 0 && line.stripLeading().matches("@[a-zA-Z].*")) {
                parts.add(part.toString());
                part.setLength(0);
                part.append(line.stripLeading());
            } else {
                part.append(line);
            }
            part.append('\n');
            braces += (int) (line.chars().filter(c -> c == '{').count()
                    - line.chars().filter(c -> c == '}').count());
        }
        parts.add(part.toString());
        return parts;
    }

    private void addEntry(String part) {
        String[] words = part.substring(1).split("\\s+", 2);
        String tag = words[0].equals("exception") ? "throws" : words[0];
        String rest = words.length > 1 ? words[1].strip() : "";
        List<Entry> entries = sections.get(tag);
        if (entries == null || rest.isEmpty()) {
            return;
        }
        if (tag.equals("see")) {
            entries.add(new Entry("", DocParser.parse(rest.startsWith("<") ? rest : "{@link " + rest + "}")));
            return;
        }
        String name = "";
        if (NAMED.contains(tag)) {
            String[] named = rest.split("\\s+", 2);
            name = tag.equals("throws") ? DocParser.reference(named[0]) : named[0];
            rest = named.length > 1 ? named[1] : "";
        }
        entries.add(new Entry(name, DocParser.parse(rest)));
    }

    /** @param whole false for the first paragraph and what a caller must know */
    String plain(boolean whole) {
        StringBuilder text = new StringBuilder();
        List<DocBlock> blocks = shown(whole);
        for (int i = 0; i < blocks.size(); i++) {
            boolean listGoesOn = i + 1 < blocks.size()
                    && blocks.get(i).kind() == DocBlock.Kind.ITEM
                    && blocks.get(i + 1).kind() == DocBlock.Kind.ITEM;
            text.append(plain(blocks.get(i), "")).append(listGoesOn ? "\n" : "\n\n");
        }
        sections.forEach((tag, entries) -> {
            if (whole || SHORT.contains(tag)) {
                text.append(SECTIONS.get(tag)).append(":\n");
                entries.forEach(entry -> text.append(plain(entry)).append('\n'));
            }
        });
        return text.toString().stripTrailing();
    }

    private List<DocBlock> shown(boolean whole) {
        return whole ? main : main.subList(0, Math.min(1, main.size()));
    }

    private static String plain(Entry entry) {
        String name = entry.name().isEmpty() ? "" : entry.name() + "  ";
        if (entry.blocks().isEmpty()) {
            return INDENT + name.strip();
        }
        StringBuilder text = new StringBuilder();
        for (DocBlock block : entry.blocks()) {
            boolean first = text.length() == 0 && block.kind() == DocBlock.Kind.PARAGRAPH;
            text.append(text.length() == 0 ? "" : "\n");
            text.append(first ? wrap(name + block.text(), INDENT, INDENT + INDENT) : plain(block, INDENT + INDENT));
        }
        return text.toString();
    }

    private static String plain(DocBlock block, String indent) {
        String own = indent + "  ".repeat(Math.max(0, block.depth() - 1));
        return switch (block.kind()) {
            case CODE -> block.text().indent(own.length() + 4).stripTrailing();
            case ITEM -> wrap("• " + block.text(), own, own + "  ");
            case HEADING -> own + block.text();
            case PARAGRAPH ->
                block.depth() > 0 ? wrap(block.text(), own + "  ", own + "  ") : wrap(block.text(), own, own);
        };
    }

    private static String wrap(String text, String firstIndent, String indent) {
        StringBuilder wrapped = new StringBuilder(firstIndent);
        int column = firstIndent.length();
        for (String word : text.split(" ", 0)) {
            boolean fits = column + word.length() + 1 <= WIDTH;
            boolean first = column == firstIndent.length() && wrapped.length() == firstIndent.length();
            if (!first) {
                wrapped.append(fits ? " " : "\n" + indent);
                column = fits ? column + 1 : indent.length();
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }

    String html(boolean whole) {
        StringBuilder html = new StringBuilder(DocHtml.of(shown(whole)));
        sections.forEach((tag, entries) -> {
            if (whole || SHORT.contains(tag)) {
                html.append("<p><b>").append(SECTIONS.get(tag)).append("</b></p>\n<ul>\n");
                entries.forEach(entry -> html.append("<li>").append(html(entry)).append("</li>\n"));
                html.append("</ul>\n");
            }
        });
        return html.toString();
    }

    private static String html(Entry entry) {
        String name = entry.name().isEmpty() ? "" : "<code>" + DocHtml.escape(entry.name()) + "</code> ";
        return name + DocHtml.inline(entry.blocks());
    }
}
