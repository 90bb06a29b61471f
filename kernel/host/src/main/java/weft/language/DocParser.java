package weft.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a documentation comment: its HTML and its inline tags become blocks and runs, so that whoever
 * renders them never sees a tag. What it does not know it leaves out, and keeps the text inside.
 */
final class DocParser {

    private static final Pattern HTML_TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)\\b[^>]*>");
    private static final Pattern NOT_TEXT = Pattern.compile("<!--.*?-->|<(script|style)\\b.*?</\\1>", Pattern.DOTALL);
    private static final Pattern ENTITY =
            Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});");
    private static final Pattern SNIPPET_MARK =
            Pattern.compile("[ \\t]*//[ \\t]*@(highlight|start|end|link|replace)\\b.*$", Pattern.MULTILINE);
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("amp", "&"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("mdash", "—"),
            Map.entry("ndash", "–"),
            Map.entry("hellip", "…"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("times", "×"),
            Map.entry("le", "≤"),
            Map.entry("ge", "≥"),
            Map.entry("ne", "≠"),
            Map.entry("pi", "π"),
            Map.entry("theta", "θ"),
            Map.entry("infin", "∞"),
            Map.entry("copy", "©"),
            Map.entry("deg", "°"),
            Map.entry("plusmn", "±"),
            Map.entry("sup2", "²"),
            Map.entry("rarr", "→"),
            Map.entry("larr", "←"),
            Map.entry("middot", "·"),
            Map.entry("bull", "•"),
            Map.entry("rArr", "⇒"),
            Map.entry("radic", "√"),
            Map.entry("minus", "−"),
            Map.entry("alpha", "α"),
            Map.entry("lfloor", "⌊"),
            Map.entry("rfloor", "⌋"),
            Map.entry("lceil", "⌈"),
            Map.entry("rceil", "⌉"));

    private static final Set<String> PARAGRAPH_TAGS = Set.of(
            "p", "div", "blockquote", "tr", "table", "caption", "dl", "dt", "thead", "tbody", "section", "hr", "br");
    private static final Set<String> CODE_TAGS = Set.of("code", "tt", "kbd", "samp");
    private static final Set<String> EMPHASIS_TAGS = Set.of("i", "em", "cite", "var", "dfn");
    private static final Set<String> STRONG_TAGS = Set.of("b", "strong", "th");

    private final String source;
    private final List<DocBlock> blocks = new ArrayList<>();
    private final List<DocBlock.Run> runs = new ArrayList<>();
    private DocBlock.Kind kind = DocBlock.Kind.PARAGRAPH;
    private DocBlock.Style style = DocBlock.Style.PLAIN;
    private int depth;
    private int at;
    private boolean preformatted;

    private DocParser(String source) {
        this.source = NOT_TEXT.matcher(source).replaceAll("");
    }

    static List<DocBlock> parse(String source) {
        return new DocParser(source).parse();
    }

    private List<DocBlock> parse() {
        Matcher tag = HTML_TAG.matcher(source);
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '{' && source.startsWith("{@", at)) {
                int end = closingBrace(source, at);
                inlineTag(source.substring(at + 2, end));
                at = Math.min(end + 1, source.length());
            } else if (c == '<' && tag.region(at, source.length()).lookingAt()) {
                htmlTag(tag.group(2).toLowerCase(Locale.ROOT), !tag.group(1).isEmpty());
                at = tag.end();
            } else {
                int end = at + 1;
                while (end < source.length() && source.charAt(end) != '{' && source.charAt(end) != '<') {
                    end++;
                }
                add(style, unescape(source.substring(at, end)));
                at = end;
            }
        }
        endBlock();
        return List.copyOf(blocks);
    }

    /** The brace that closes the one at this position; the end of the text where it is missing. */
    static int closingBrace(String text, int open) {
        int level = 0;
        for (int i = open; i < text.length(); i++) {
            level += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (level == 0) {
                return i;
            }
        }
        return text.length();
    }

    private void inlineTag(String tag) {
        String[] parts = tag.split("\\s+", 2);
        String name = parts[0].endsWith(":") ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
        String content = parts.length > 1 ? parts[1] : "";
        if (preformatted) {
            // The first line keeps its indentation, by which the others are measured.
            content = tag.substring(parts[0].length()).replaceFirst("^[ \\t]*\\n| ", "");
        }
        switch (name) {
            case "code", "systemProperty" -> add(DocBlock.Style.CODE, content);
            case "literal" -> add(style, content);
            case "link", "value" -> add(DocBlock.Style.CODE, label(content));
            case "linkplain" -> add(style, unescape(label(content)));
            case "snippet" -> snippet(tag.substring("snippet".length()));
            case "return" -> nested("Returns " + content + ".");
            case "index" ->
                add(style, content.replaceFirst("^\"([^\"]*)\".*", "$1").replaceFirst("^(\\S+)\\s.*", "$1"));
            case "jls" -> add(style, "JLS " + content);
            case "jvms" -> add(style, "JVMS " + content);
            case "inheritDoc", "docRoot" -> {}
            default -> nested(content);
        }
    }

    /** Text that has tags of its own. */
    private void nested(String content) {
        for (DocBlock block : parse(content)) {
            block.runs().forEach(run -> add(run.style(), run.text()));
        }
    }

    /** What a link shows: its label, or the thing it names, written as in code. */
    private static String label(String content) {
        int end = 0;
        int level = 0;
        while (end < content.length() && (level > 0 || !Character.isWhitespace(content.charAt(end)))) {
            level += content.charAt(end) == '(' ? 1 : content.charAt(end) == ')' ? -1 : 0;
            end++;
        }
        String label = content.substring(end).strip();
        return label.isEmpty() ? reference(content.substring(0, end)) : label.replaceAll("\\{@code\\s+([^}]*)}", "$1");
    }

    /** {@code java.util.List#add(Object)} as {@code List.add(Object)}. */
    static String reference(String reference) {
        return reference
                .replaceFirst("^#", "")
                .replaceFirst("^[^/(]*/", "")
                .replaceAll("\\b(?:[a-z_][a-z0-9_]*\\.)+(?=[A-Z])", "")
                .replace('#', '.');
    }

    private void snippet(String content) {
        int colon = content.indexOf(':');
        int line = content.indexOf('\n');
        if (colon < 0 || line >= 0 && content.substring(0, line).indexOf(':') < 0 && line < colon) {
            return;
        }
        codeBlock(SNIPPET_MARK.matcher(content.substring(colon + 1)).replaceAll(""));
    }

    private void codeBlock(String code) {
        endBlock();
        String text =
                code.stripIndent().replaceFirst("^\\s*\\n", "").stripTrailing().stripIndent();
        if (!text.isEmpty()) {
            blocks.add(new DocBlock(DocBlock.Kind.CODE, depth, List.of(new DocBlock.Run(DocBlock.Style.CODE, text))));
        }
    }

    private void htmlTag(String name, boolean closing) {
        if (name.equals("pre")) {
            preformatted(closing);
        } else if (preformatted) {
            return;
        } else if (name.equals("ul") || name.equals("ol")) {
            endBlock();
            depth = Math.max(0, depth + (closing ? -1 : 1));
        } else if (name.equals("li") || name.equals("dd")) {
            endBlock();
            kind = closing ? DocBlock.Kind.PARAGRAPH : DocBlock.Kind.ITEM;
        } else if (name.matches("h[1-6]")) {
            endBlock();
            kind = closing ? DocBlock.Kind.PARAGRAPH : DocBlock.Kind.HEADING;
        } else if (PARAGRAPH_TAGS.contains(name)) {
            endBlock();
        } else if (name.equals("td") || name.equals("th")) {
            add(DocBlock.Style.PLAIN, closing ? "   " : "");
        } else if (name.equals("sup") && !closing) {
            add(style, "^");
        } else if (CODE_TAGS.contains(name)) {
            style = closing ? DocBlock.Style.PLAIN : DocBlock.Style.CODE;
        } else if (EMPHASIS_TAGS.contains(name)) {
            style = closing ? DocBlock.Style.PLAIN : DocBlock.Style.EMPHASIS;
        } else if (STRONG_TAGS.contains(name)) {
            style = closing ? DocBlock.Style.PLAIN : DocBlock.Style.STRONG;
        }
    }

    private void preformatted(boolean closing) {
        if (!closing) {
            endBlock();
            preformatted = true;
            return;
        }
        preformatted = false;
        StringBuilder code = new StringBuilder();
        runs.forEach(run -> code.append(run.text()));
        runs.clear();
        codeBlock(code.toString());
    }

    private void add(DocBlock.Style runStyle, String text) {
        if (preformatted) {
            runs.add(new DocBlock.Run(runStyle, text));
            return;
        }
        String flat = text.replaceAll("\\s+", " ");
        boolean afterSpace = runs.isEmpty() || runs.get(runs.size() - 1).text().endsWith(" ");
        if (afterSpace && flat.startsWith(" ")) {
            flat = flat.substring(1);
        }
        if (!flat.isEmpty()) {
            runs.add(new DocBlock.Run(runStyle, flat));
        }
    }

    private void endBlock() {
        if (preformatted) {
            preformatted(true);
            return;
        }
        if (runs.stream().anyMatch(run -> !run.text().isBlank())) {
            int last = runs.size() - 1;
            runs.set(
                    last,
                    new DocBlock.Run(
                            runs.get(last).style(), runs.get(last).text().stripTrailing()));
            blocks.add(new DocBlock(kind, kind == DocBlock.Kind.ITEM ? Math.max(1, depth) : depth, runs));
            kind = DocBlock.Kind.PARAGRAPH;
        }
        runs.clear();
    }

    private static String unescape(String text) {
        return ENTITY.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(entity(match.group(1), match.group())));
    }

    private static String entity(String name, String otherwise) {
        if (!name.startsWith("#")) {
            return ENTITIES.getOrDefault(name, otherwise);
        }
        boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
        int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : otherwise;
    }
}
