package weft.language;

import java.util.List;

/** Writes the blocks of a documentation comment as HTML: every tag is its own, every text is escaped. */
final class DocHtml {

    private final StringBuilder html = new StringBuilder();
    private int depth;

    private DocHtml() {}

    static String of(List<DocBlock> blocks) {
        DocHtml writer = new DocHtml();
        blocks.forEach(writer::write);
        writer.closeLists(0);
        return writer.html.toString();
    }

    /** The same, without a paragraph around the first block: for a list item. */
    static String inline(List<DocBlock> blocks) {
        if (blocks.isEmpty()) {
            return "";
        }
        DocBlock first = blocks.get(0);
        boolean paragraph = first.kind() == DocBlock.Kind.PARAGRAPH && first.depth() == 0;
        return paragraph ? runs(first) + of(blocks.subList(1, blocks.size())) : of(blocks);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void write(DocBlock block) {
        closeLists(block.depth());
        switch (block.kind()) {
            case ITEM -> {
                if (depth == block.depth()) {
                    html.append("</li>\n");
                }
                while (depth < block.depth()) {
                    // A list in a list is part of an item, also where the comment has none.
                    html.append(depth > 0 || block.depth() == 1 ? "<ul>\n" : "<ul>\n<li>");
                    depth++;
                }
                html.append("<li>").append(runs(block));
            }
            case CODE -> html.append("<pre>").append(escape(block.text())).append("</pre>\n");
            case HEADING -> html.append("<p><b>").append(runs(block)).append("</b></p>\n");
            case PARAGRAPH -> html.append("<p>").append(runs(block)).append("</p>\n");
        }
    }

    private void closeLists(int to) {
        while (depth > to) {
            html.append("</li>\n</ul>\n");
            depth--;
        }
    }

    private static String runs(DocBlock block) {
        StringBuilder text = new StringBuilder();
        for (DocBlock.Run run : block.runs()) {
            String escaped = escape(run.text());
            text.append(
                    switch (run.style()) {
                        case PLAIN -> escaped;
                        case CODE -> "<code>" + escaped + "</code>";
                        case EMPHASIS -> "<i>" + escaped + "</i>";
                        case STRONG -> "<b>" + escaped + "</b>";
                    });
        }
        return text.toString();
    }
}
