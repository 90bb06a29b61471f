package weft.threads;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;

/** The program of the other processes of {@link InProcesses}: reads a work, does its parts, writes their results. */
final class WorkerProcess {

    /** Stands in place of a result that there is none of. */
    record Failed(String words) implements Serializable {}

    private WorkerProcess() {}

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        OutputStream results = System.out;
        // What a work prints must not get among its results.
        System.setOut(System.err);
        try (ObjectOutputStream out = new ObjectOutputStream(new BufferedOutputStream(results));
                ObjectInputStream in = new ObjectInputStream(System.in)) {
            // The header goes out at once: the other side waits for it.
            out.flush();
            Work<?> work = (Work<?>) in.readObject();
            int first = in.readInt();
            int step = in.readInt();
            for (int index = first; index < work.parts(); index += step) {
                out.writeObject(part(work, index));
            }
        }
    }

    private static Object part(Work<?> work, int index) {
        try {
            return work.part(index);
        } catch (Exception e) {
            return new Failed(e.toString());
        }
    }

    /** Results come back as objects; their type is that of the work which was sent. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the other process runs the same work
    static <T> T typed(Object result) {
        return (T) result;
    }
}
