package weft.threads;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a piece of code writes to {@code System.out}, write by write. Tests that use it lock the resource System.out. */
final class Printed {

    static final String SYSTEM_OUT = "System.out";

    private final List<String> writes = Collections.synchronizedList(new ArrayList<>());

    static Printed by(Task task) throws Exception {
        Printed printed = new Printed();
        PrintStream before = System.out;
        ByteArrayOutputStream sink = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                printed.writes.add(new String(bytes, from, length, StandardCharsets.UTF_8));
            }
        };
        System.setOut(new PrintStream(sink, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setOut(before);
        }
        return printed;
    }

    List<String> writes() {
        return List.copyOf(writes);
    }

    String text() {
        return String.join("", writes());
    }
}
