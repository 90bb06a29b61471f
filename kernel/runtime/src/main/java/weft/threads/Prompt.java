package weft.threads;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A question to a person at a prompt: the slowest input there is.
 *
 * <p><b>Lesson.</b> A program that waits for an answer uses no processor. Other threads of it go on meanwhile, also
 * under a GIL, which is given up during the wait.
 */
public final class Prompt {

    private Prompt() {}

    /** Prints the question and waits for a line from {@code System.in}. */
    public static String ask(String question) {
        System.out.print(question + " ");
        try {
            return Gil.blocking(Prompt::readLine);
        } catch (Exception e) {
            throw Threads.<RuntimeException>unchecked(e);
        }
    }

    /** Byte by byte: a reader with a buffer would take what the next cell's question is to be answered with. */
    private static String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = System.in.read();
        if (next < 0) {
            throw new IOException("nobody is there to answer; run this cell where input can be typed");
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = System.in.read();
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /**
     * People who think for a while and then answer: I/O-bound work that can be run where nobody is. It is acted: the
     * wait is real, the people are not.
     */
    public static Work<String> people(Duration thinking, String... answers) {
        return new People(thinking, List.copyOf(Arrays.asList(answers)));
    }

    private record People(Duration thinking, List<String> answers) implements Work<String>, java.io.Serializable {

        @Override
        public String name() {
            return answers.size() + " people who each think for " + thinking.toMillis() + " ms";
        }

        @Override
        public Bound bound() {
            return Bound.IO;
        }

        @Override
        public int parts() {
            return answers.size();
        }

        @Override
        public String part(int index) throws Exception {
            return Gil.blocking(() -> {
                Threads.sleep(thinking);
                return answers.get(index);
            });
        }
    }
}
