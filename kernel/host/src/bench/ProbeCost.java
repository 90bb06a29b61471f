import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import weft.timeline.capture.Recording;
import weft.timeline.capture.RecordingOptions;
import weft.weave.Origin;
import weft.weave.TopLevel;
import weft.weave.Weaver;

/**
 * What the timeline's probes cost: the same bytecode as the compiler made it and as a cell runs it.
 *
 * <pre>java -cp kernel/host/target/weft-0.1.0.jar kernel/host/src/bench/ProbeCost.java</pre>
 *
 * "woven, off" is a cell without a recording, "woven, on" one with it. Each measurement has a VM of its own, in turns,
 * since what the JIT compiler makes of a loop differs from VM to VM and depends on what it has compiled before. Numbers
 * are medians of nanoseconds for one turn of the loop; behind them stand the least and the greatest.
 */
public final class ProbeCost {

    private static final int TURNS = 1_000_000;
    private static final int ROUNDS = 21;
    private static final int VMS = 7;
    private static final long WARM_NANOS = 1_500_000_000L;

    private enum Variant { UNWOVEN, OFF, ON }

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
        if (arguments.length == 2) {
            System.out.println(measure(arguments[0], Variant.valueOf(arguments[1])));
            return;
        }
        System.out.printf("%s %s, %d processors, %d VMs each%n", System.getProperty("java.vm.name"),
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(), VMS);
        System.out.printf("%-14s %20s %20s %6s %22s%n", "ns for a turn", "unwoven", "woven, off", "ratio", "woven, on");
        for (String loop : List.of("block", "method", "staticMethod", "lock")) {
            compare(loop);
        }
    }

    private static void compare(String loop) throws Exception {
        Map<Variant, List<Double>> nanos = new EnumMap<>(Variant.class);
        for (int i = 0; i < VMS; i++) {
            for (Variant variant : Variant.values()) {
                nanos.computeIfAbsent(variant, v -> new ArrayList<>()).add(inVmOfItsOwn(loop, variant));
            }
        }
        System.out.printf(Locale.ROOT, "%-14s %20s %20s %6.3f %22s%n",
                loop, spread(nanos.get(Variant.UNWOVEN)), spread(nanos.get(Variant.OFF)),
                median(nanos.get(Variant.OFF)) / median(nanos.get(Variant.UNWOVEN)), spread(nanos.get(Variant.ON)));
    }

    private static double inVmOfItsOwn(String loop, Variant variant) throws Exception {
        Process vm = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC",
                        "-cp", System.getProperty("java.class.path"),
                        System.getProperty("jdk.launcher.sourcefile", "kernel/host/src/bench/ProbeCost.java"),
                        loop, variant.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(vm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (vm.waitFor() != 0) {
            throw new IllegalStateException("The VM for " + loop + ", " + variant + " failed");
        }
        return Double.parseDouble(said);
    }

    private static double measure(String name, Variant variant) throws Exception {
        byte[] plain = compile();
        IntConsumer loop = loop(variant == Variant.UNWOVEN
                ? plain
                : new Weaver(new TopLevel()).weave(plain, new Origin("bench", 0, 1, 100)), name);
        Recording recording = variant == Variant.ON ? Recording.start(RecordingOptions.of("bench")) : null;
        long warm = System.nanoTime() + WARM_NANOS;
        while (System.nanoTime() < warm) {
            loop.accept(TURNS);
        }
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(nanos(loop));
        }
        if (recording != null) {
            recording.stop();
        }
        return median(rounds);
    }

    private static String spread(List<Double> values) {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median(values),
                values.stream().min(Double::compare).orElseThrow(), values.stream().max(Double::compare).orElseThrow());
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
