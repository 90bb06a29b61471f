package weft.engine;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.jspecify.annotations.Nullable;
import weft.language.HelpQuestion;
import weft.language.JavaText;

/** Splits a cell into its parts, one after the other, so that what stands before an error has run when it is found. */
final class CellParts implements Iterator<CellPart> {

    private final Function<String, CompletionInfo> analysis;
    private final String cell;
    private int position;
    private @Nullable CellPart next;

    CellParts(Function<String, CompletionInfo> analysis, String cell) {
        this.analysis = analysis;
        this.cell = cell;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = find();
        }
        return next != null;
    }

    @Override
    public CellPart next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        CellPart found = next;
        next = null;
        if (found == null) {
            throw new AssertionError("hasNext said there is a part");
        }
        return found;
    }

    private @Nullable CellPart find() {
        skipBlank();
        if (position == cell.length()) {
            return null;
        }
        if (isMagicHere() && cell.charAt(lineEnd() - 1) != '?') {
            return magicLine();
        }
        Optional<HelpQuestion> question = HelpQuestion.at(cell, position);
        return question.isPresent() ? help(question.get()) : isMagicHere() ? magicLine() : snippet();
    }

    private CellPart help(HelpQuestion question) {
        CellPart asked = new CellPart(CellPart.Kind.MAGIC, "%help " + question.name(), position, true);
        position = question.end();
        return asked;
    }

    private int lineEnd() {
        int end = cell.indexOf('\n', position);
        return end < 0 ? cell.length() : end;
    }

    private void skipBlank() {
        while (position < cell.length() && (Character.isWhitespace(cell.charAt(position)) || isStraySemicolon())) {
            position++;
        }
    }

    /** JShell takes a semicolon after a declaration for an empty statement, which costs an evaluation. */
    private boolean isStraySemicolon() {
        return cell.charAt(position) == ';';
    }

    private boolean isMagicHere() {
        return cell.charAt(position) == '%'
                && position + 1 < cell.length()
                && Character.isLetter(cell.charAt(position + 1));
    }

    private CellPart magicLine() {
        int end = lineEnd();
        CellPart magic = new CellPart(CellPart.Kind.MAGIC, cell.substring(position, end), position, true);
        position = end;
        return magic;
    }

    private @Nullable CellPart snippet() {
        String rest = cell.substring(position);
        CompletionInfo info = analysis.apply(TopLevelModifiers.splittable(rest));
        if (info.completeness() == Completeness.EMPTY) {
            position = cell.length();
            return null;
        }
        boolean whole = info.source() == null
                || info.remaining() == null
                || info.remaining().isEmpty();
        int length = whole ? rest.length() : rest.length() - info.remaining().length();
        int offset = position;
        position += length;
        String source = rest.substring(0, length);
        boolean valueWanted = !endsInSemicolon(source);
        if (whole && info.completeness() == Completeness.COMPLETE_WITH_SEMI) {
            source = withSemicolon(source);
        }
        return new CellPart(CellPart.Kind.SNIPPET, source, offset, valueWanted);
    }

    /** As in jshell, the last statement of a cell may do without. */
    private static String withSemicolon(String source) {
        int end = JavaText.withoutComments(source).stripTrailing().length();
        return source.substring(0, end) + ";" + source.substring(end);
    }

    /** Comments after the last token do not count: {@code f(); // done} ends in a semicolon. */
    private static boolean endsInSemicolon(String source) {
        return JavaText.withoutComments(source).stripTrailing().endsWith(";");
    }
}
