import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import weft.timeline.capture.Recording;
import weft.timeline.capture.RecordingOptions;
import weft.timeline.model.Timeline;
import weft.weave.Origin;
import weft.weave.TopLevel;
import weft.weave.Weaver;

/**
 * What the timeline's probes cost: the same bytecode as the compiler made it and as a cell runs it, in turns in one VM.
 *
 * <pre>java -cp kernel/host/target/weft-0.1.0.jar kernel/host/src/bench/ProbeCost.java</pre>
 *
 * "woven, off" is a cell without a recording, "woven, on" one with it. Numbers are medians of nanoseconds for one turn
 * of the loop. A loop is warmed up before it is measured; when a recording begins, its code is compiled anew.
 */
public final class ProbeCost {

    private static final int TURNS = 1_000_000;
    private static final int ROUNDS = 21;
    private static final long WARM_NANOS = 3_000_000_000L;

    private static final String SOURCE = """
            import java.util.concurrent.locks.ReentrantLock;
            public final class Loops {
                static final Object MONITOR = new Object();
                static final ReentrantLock LOCK = new ReentrantLock();
                static long count;
                static final Loops SHARED = new Loops();
                static synchronized void addStatic() { count++; }
                synchronized void add() { count++; }
                public static void block(int turns) {
                    for (int i = 0; i < turns; i++) { synchronized (MONITOR) { count++; } }
                }
                public static void method(int turns) {
                    for (int i = 0; i < turns; i++) { SHARED.add(); }
                }
                public static void staticMethod(int turns) {
                    for (int i = 0; i < turns; i++) { addStatic(); }
                }
                public static void lock(int turns) {
                    for (int i = 0; i < turns; i++) {
                        LOCK.lock();
                        try { count++; } finally { LOCK.unlock(); }
                    }
                }
            }
            """;

    public static void main(String[] arguments) throws Exception {
        byte[] plain = compile();
        byte[] woven = new Weaver(new TopLevel()).weave(plain, new Origin("bench", 0, 1, 100));
        System.out.printf("%s %s, %d processors%n", System.getProperty("java.vm.name"),
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
        System.out.printf("%-22s %12s %12s %8s %12s%n", "ns for one turn", "unwoven", "woven, off", "ratio", "woven, on");
        for (String loop : List.of("block", "method", "staticMethod", "lock")) {
            measure(loop, plain, woven);
        }
    }

    private static void measure(String name, byte[] plain, byte[] woven) throws Exception {
        IntConsumer unwovenLoop = loop(plain, name);
        IntConsumer wovenLoop = loop(woven, name);
        long warm = System.nanoTime() + WARM_NANOS;
        while (System.nanoTime() < warm) {
            unwovenLoop.accept(TURNS);
            wovenLoop.accept(TURNS);
        }
        List<Double> unwoven = new ArrayList<>();
        List<Double> off = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            unwoven.add(nanos(unwovenLoop));
            off.add(nanos(wovenLoop));
        }
        List<Double> on = new ArrayList<>();
        Recording recording = Recording.start(RecordingOptions.of("bench"));
        for (int i = 0; i < ROUNDS; i++) {
            on.add(nanos(wovenLoop));
        }
        Timeline timeline = recording.stop();
        double a = median(unwoven);
        double b = median(off);
        System.out.printf(Locale.ROOT, "%-22s %12.2f %12.2f %8.3f %12.2f   (%s)%n",
                name, a, b, b / a, median(on), timeline.notes());
    }

    private static double nanos(IntConsumer loop) {
        long start = System.nanoTime();
        loop.accept(TURNS);
        return (double) (System.nanoTime() - start) / TURNS;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static IntConsumer loop(byte[] bytes, String name) throws Exception {
        Class<?> type = new ClassLoader(ProbeCost.class.getClassLoader()) {
            Class<?> define() {
                return defineClass("Loops", bytes, 0, bytes.length);
            }
        }.define();
        var method = type.getMethod(name, int.class);
        return turns -> {
            try {
                method.invoke(null, turns);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static byte[] compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var files = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    JavaFileManager.Location location, String name, JavaFileObject.Kind kind, javax.tools.FileObject from) {
                return new SimpleJavaFileObject(URI.create("mem:///Loops.class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return bytes;
                    }
                };
            }
        };
        JavaFileObject source = new SimpleJavaFileObject(URI.create("mem:///Loops.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return SOURCE;
            }
        };
        compiler.getTask(null, files, null, List.of("-g"), null, List.of(source)).call();
        return bytes.toByteArray();
    }

    private ProbeCost() {}
}
