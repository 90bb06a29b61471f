package weft.agent;

import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code System.console()} for a notebook, on JDK 22 and newer; before that a console without a terminal is not to be
 * had, and {@code System.console()} stays null.
 *
 * <p>The JDK has a door for other consoles, {@code jdk.internal.io.JdkConsole}, and opens it for its own modules only.
 */
final class NotebookConsole {

    private final HostInput input;
    private final PrintWriter writer = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    private NotebookConsole(HostInput input) {
        this.input = input;
    }

    static void install(HostInput input) {
        if (Runtime.version().feature() < 22) {
            return;
        }
        try {
            Class<?> door = Class.forName("jdk.internal.io.JdkConsole");
            NotebookConsole console = new NotebookConsole(input);
            Object proxy = Proxy.newProxyInstance(
                    door.getClassLoader() == null ? ClassLoader.getSystemClassLoader() : door.getClassLoader(),
                    new Class<?>[] {door},
                    (self, method, arguments) -> console.answer(self, method, arguments));
            Constructor<?> proxying = Class.forName("java.io.ProxyingConsole").getDeclaredConstructor(door);
            proxying.setAccessible(true);
            Field field = System.class.getDeclaredField("cons");
            field.setAccessible(true);
            field.set(null, (Console) proxying.newInstance(proxy));
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger("weft.agent").log(System.Logger.Level.DEBUG, "No console on this JDK", e);
        }
    }

    private @Nullable Object answer(Object self, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "writer" -> writer;
            case "reader" -> new InputStreamReader(input, StandardCharsets.UTF_8);
            case "charset" -> StandardCharsets.UTF_8;
            case "readLine" -> input.ask(text(arguments), false);
            case "readPassword" -> {
                String typed = input.ask(text(arguments), true);
                yield typed == null ? null : typed.toCharArray();
            }
            case "flush" -> {
                System.out.flush();
                yield null;
            }
            case "toString" -> "console of the notebook";
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> arguments != null && arguments[0] == self;
            default -> {
                // print, println and format return the console.
                System.out.print(text(arguments));
                if (method.getName().equals("println")) {
                    System.out.println();
                }
                yield self;
            }
        };
    }

    /** The arguments are nothing, one object, or a locale, a format and its values. */
    private static String text(Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0) {
            return "";
        }
        if (arguments.length == 3 && arguments[2] instanceof Object[] values) {
            return String.format((Locale) arguments[0], String.valueOf(arguments[1]), values);
        }
        return String.valueOf(arguments[0]);
    }
}
