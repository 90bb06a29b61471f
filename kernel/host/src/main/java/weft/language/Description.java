package weft.language;

import weft.wire.MimeBundle;

/** What the inspector says, gathered as plain text and as HTML at once. */
final class Description {

    /** JupyterLab would set it two letters to the right of the text. */
    private static final String PRE = "<pre style=\"margin: 0.6em 0\">";

    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();

    Description signature(String signature) {
        return add(signature, PRE + "<b>" + DocHtml.escape(signature) + "</b></pre>\n");
    }

    Description paragraph(String text) {
        return add(text, "<p>" + DocHtml.escape(text) + "</p>\n");
    }

    Description code(String code) {
        String text = code.strip();
        return add(text, PRE + DocHtml.escape(text) + "</pre>\n");
    }

    Description javadoc(JavadocText javadoc, boolean whole) {
        return add(javadoc.plain(whole), javadoc.html(whole));
    }

    Description and(Description next) {
        return add(next.plain.toString(), next.html.toString());
    }

    MimeBundle bundle() {
        return MimeBundle.text(plain.toString()).with(MimeBundle.HTML, html.toString());
    }

    private Description add(String text, String markup) {
        if (!text.isEmpty()) {
            plain.append(plain.length() == 0 ? "" : "\n\n").append(text);
            html.append(markup);
        }
        return this;
    }
}
