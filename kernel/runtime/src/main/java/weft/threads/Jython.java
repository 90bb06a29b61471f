package weft.threads;

import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Python on the JVM: Jython 2.7, which has no GIL. Its threads are the JVM's own, so they run on several cores at once
 * and stand in every timeline. {@code %%python --on jython} brings it and runs its cells here.
 *
 * <pre>{@code
 * Jython.run("""
 *         import threading
 *         print threading.currentThread()
 *         """)
 * }</pre>
 *
 * <p><b>What it does not claim.</b> To be today's Python: it speaks the language of 2.7, where {@code print} is a
 * statement and {@code 3 / 2} is 1.
 *
 * <p><b>Threads.</b> One interpreter for the notebook; its variables are shared by all who run code in it, as Python's
 * modules are.
 */
public final class Jython {

    /** Splits the last expression off, so that its value can be shown as other cells show theirs. */
    private static final String RUNNER = """
            def __weft_run__(source, name):
                import ast
                tree = compile(source, name, 'exec', ast.PyCF_ONLY_AST)
                last = None
                if tree.body and isinstance(tree.body[-1], ast.Expr):
                    last = ast.Expression(tree.body[-1].value)
                    tree.body = tree.body[:-1]
                exec compile(tree, name, 'exec') in globals()
                if last is not None:
                    value = eval(compile(last, name, 'eval'), globals())
                    if value is not None:
                        globals()['_'] = value
                        return repr(value)
            """;

    private static @Nullable Jython running;

    private final Class<?> type;
    private final Object interpreter;

    private Jython(Class<?> type, Object interpreter) {
        this.type = type;
        this.interpreter = interpreter;
    }

    /**
     * Runs Python code.
     *
     * @return the {@code repr} of a last expression; empty where there is none or it is None
     * @throws PythonError when the code fails
     * @throws IllegalStateException when Jython is not on the class path
     */
    public static String run(String code) {
        return interpreter().execute(code, "<jython>");
    }

    /** Forgets its variables and modules: what runs next begins afresh. Threads that it started go on. */
    public static synchronized void restart() {
        running = null;
    }

    private static synchronized Jython interpreter() {
        Jython made = running;
        if (made == null) {
            made = start();
            running = made;
        }
        return made;
    }

    private static Jython start() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            Class<?> type = Class.forName("org.python.util.PythonInterpreter", true, loader);
            Properties properties = new Properties();
            // A console of its own would wait for a terminal; a cache of packages would be written beside the jar.
            properties.setProperty("python.console", "org.python.core.PlainConsole");
            properties.setProperty("python.cachedir.skip", "true");
            properties.setProperty("python.import.site", "false");
            type.getMethod("initialize", Properties.class, Properties.class, String[].class)
                    .invoke(null, System.getProperties(), properties, new String[] {""});
            Object interpreter = fresh(type, loader);
            type.getMethod("setOut", Writer.class).invoke(interpreter, new StreamWriter(true));
            type.getMethod("setErr", Writer.class).invoke(interpreter, new StreamWriter(false));
            type.getMethod("exec", String.class).invoke(interpreter, RUNNER);
            return new Jython(type, interpreter);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "Jython is not on the class path; bring it: %maven org.python:jython-standalone:2.7.4", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Jython does not start: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Jython does not start: " + e, e);
        }
    }

    /** With a state of its own, which holds the modules; without one, all interpreters would share theirs. */
    private static Object fresh(Class<?> type, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> state = Class.forName("org.python.core.PySystemState", true, loader);
        Class<?> names = Class.forName("org.python.core.PyObject", true, loader);
        return type.getConstructor(names, state)
                .newInstance(null, state.getConstructor().newInstance());
    }

    private String execute(String code, String name) {
        try {
            set("__weft_source__", code);
            Object value =
                    method("eval", String.class).invoke(interpreter, "__weft_run__(__weft_source__, '" + name + "')");
            return value == null || value.toString().equals("None") ? "" : value.toString();
        } catch (InvocationTargetException e) {
            throw PythonError.of(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(String name, Object value) throws ReflectiveOperationException {
        method("set", String.class, Object.class).invoke(interpreter, name, value);
    }

    private Method method(String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }

    /** Writes to the stream as it is now, so that each line belongs to the cell of the thread that writes it. */
    private static final class StreamWriter extends Writer {
        private final boolean toOut;

        StreamWriter(boolean toOut) {
            this.toOut = toOut;
        }

        @Override
        public void write(char[] buffer, int offset, int length) {
            (toOut ? System.out : System.err).print(new String(buffer, offset, length));
        }

        @Override
        public void flush() {
            (toOut ? System.out : System.err).flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
