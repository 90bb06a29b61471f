package weft.display;

import java.util.concurrent.Callable;

/**
 * The cells of a notebook as places where output goes. Output goes by itself to the cell that started the thread; this
 * is for code that wants it otherwise, such as a callback on a thread that nobody started.
 *
 * <pre>
 *   var here = Cells.current();
 *   server.onRequest(request -&gt; here.run(() -&gt; System.out.println(request)));
 * </pre>
 *
 * <p>Outside a notebook there is one place only, and code runs as it is.
 */
public final class Cells {

    /** Who knows the cells; set once by the agent. */
    public interface Register {
        /** The cell of the calling thread. */
        int current();

        /** Runs code whose output goes to that cell. */
        <T> T callIn(int cell, Callable<T> code) throws Exception;
    }

    private static volatile Register register = new NoCells();

    private Cells() {}

    /** Asks here from now on. */
    public static void at(Register newRegister) {
        register = newRegister;
    }

    /** The cell that the calling thread belongs to. */
    public static Output current() {
        return new Output(register.current());
    }

    /** One cell, as a place for output; it may be long over. */
    public static final class Output {
        private final int cell;

        private Output(int cell) {
            this.cell = cell;
        }

        /** Runs code; what it and the threads that it starts write stands under this cell. */
        public void run(Runnable code) {
            try {
                call(() -> {
                    code.run();
                    return null;
                });
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError("A Runnable throws nothing checked", e);
            }
        }

        /** Runs code that has a value or throws; see {@link #run}. */
        public <T> T call(Callable<T> code) throws Exception {
            return register.callIn(cell, code);
        }
    }

    private static final class NoCells implements Register {
        @Override
        public int current() {
            return 0;
        }

        @Override
        public <T> T callIn(int cell, Callable<T> code) throws Exception {
            return code.call();
        }
    }
}
