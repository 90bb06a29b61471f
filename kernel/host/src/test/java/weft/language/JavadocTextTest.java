package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocTextTest {

    private static final String COMMENT = """
             Puts the {@code element} at an {@linkplain java.util.List#get(int) index} of {@link #list this list},
             as {@link java.util.List#add(Object)} does, if <i>a &lt; b</i> &mdash; else not.
             <p>
             Second paragraph with <b>strong</b> words, {@literal <raw> & {braces}}, x<sup>2</sup>,
             and a <a href="javascript:alert(1)" onclick='x()'>link</a>. a < b.
             <ul>
               <li>One is first
               <li>Two has parts:
                 <ul>
                 <li>{@code floorMod(-4, +3) == +2}; &nbsp; and
                 <li>more</li>
                 </ul>
               </li>
               <li>Three</li>
             </ul>
             <h2>Examples</h2>
             <pre>{@code
                 @Override
                 public List<String> list() {
                     return a & b;
                 }
             }</pre>
             Then a snippet:
             {@snippet lang="java" :
               // Start a thread.
               Thread t = Thread.ofVirtual().start(task); // @highlight substring="start"
             }
             <script>alert(1)</script>
             <table><tr><th>State</th><th>Word</th></tr><tr><td>1</td><td>one</td></tr></table>

             @apiNote For people. {@return the value}
             @param <T> the type
             @param index the place at which the element is to be put; it is counted from zero, and the last one
                    allowed is the size of the list
             @param element
             @return {@code true} always
             @throws java.lang.IndexOutOfBoundsException if the index is out of range
                     ({@code index < 0 || index > size()})
             @exception NullPointerException never
             @since 1.2
             @see java.util.Collection#add(Object)
             @see <a href="x.html">The guide</a>
             @jls 4.2 Types
            """;

    @Test
    void plain_wholeComment_reads() {
        Approved.check("javadoc-plain", JavadocText.parse(COMMENT).plain(true) + "\n");
    }

    @Test
    void plain_short_isTheFirstParagraphAndTheContract() {
        Approved.check("javadoc-short", JavadocText.parse(COMMENT).plain(false) + "\n");
    }

    @Test
    void html_wholeComment_holdsOnlyItsOwnTags() {
        String html = JavadocText.parse(COMMENT).html(true);

        assertThat(html).doesNotContain("<script", "<a ", "onclick", "javascript", "{@", "<table");
        Approved.check("javadoc-html", html);
    }

    @Test
    void plain_emptyComment_isEmpty() {
        assertThat(JavadocText.parse("").plain(true)).isEmpty();
        assertThat(JavadocText.parse("").html(true)).isEmpty();
        assertThat(JavadocText.parse("\n\n@since 1").plain(false)).isEmpty();
    }

    @Test
    void plain_brokenComment_keepsItsText() {
        assertThat(JavadocText.parse("a {@code b").plain(true)).isEqualTo("a b");
        assertThat(JavadocText.parse("a {@link} <b>c").plain(true)).isEqualTo("a c");
        assertThat(JavadocText.parse("a <pre>b").plain(true)).isEqualTo("a\n\n    b");
        assertThat(JavadocText.parse("&#x110000; &nope; &#65;").plain(true)).isEqualTo("&#x110000; &nope; A");
        assertThat(JavadocText.parse("{@snippet file=\"A.java\"} end").plain(true))
                .isEqualTo("end");
    }
}
