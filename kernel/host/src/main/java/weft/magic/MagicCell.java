package weft.magic;

import weft.python.Interpreter;
import weft.python.PythonCell;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** The cell of a magic, as Python code sees it. */
final class MagicCell implements PythonCell {

    private final MagicContext context;
    private String capture = "";
    private volatile boolean interrupted;

    MagicCell(MagicContext context) {
        this.context = context;
    }

    /** What was recorded; empty where nothing was. */
    String capture() {
        return capture;
    }

    /** Remembers the wish, and passes it on. */
    void interrupt(Interpreter python) {
        interrupted = true;
        python.interrupt();
    }

    @Override
    public boolean isInterrupted() {
        return interrupted;
    }

    @Override
    public void recorded(String text) {
        capture = text;
    }

    @Override
    public int number() {
        return context.cellNumber();
    }

    @Override
    public void print(StreamName stream, String text) {
        context.print(stream, text);
    }

    @Override
    public void display(MimeBundle bundle) {
        context.display(bundle, null, false);
    }

    @Override
    public Answer ask(String prompt, boolean password) {
        try {
            return new Answer(context.input(prompt, password), "", false);
        } catch (NobodyAnswersException e) {
            return new Answer(null, String.valueOf(e.getMessage()), false);
        } catch (InterruptedException e) {
            return new Answer(null, "", true);
        }
    }
}
