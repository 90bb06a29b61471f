package weft.threads;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Does the parts of a work in that many Java VMs of their own, each of which does every n-th part. A VM is started for
 * each run, so its start is part of the time, as it is with {@code multiprocessing} under "spawn".
 *
 * <p><b>Lesson.</b> Processes share nothing: the work is copied to each and the results are copied back. They need no
 * lock, and no GIL is in their way; what they cost is their start, their memory and the copying.
 *
 * <p><b>Threads.</b> One thread for each process waits for its results.
 */
record InProcesses(int processes) implements Runner {

    @Override
    public String name() {
        return processes + (processes == 1 ? " process" : " processes");
    }

    @Override
    public <T> List<T> run(Work<T> work) {
        if (!(work instanceof Serializable)) {
            throw notCopied(work);
        }
        int used = Math.min(processes, work.parts());
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(work.parts());
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < used; i++) {
                started.add(start());
            }
            List<Exception> failures = java.util.Collections.synchronizedList(new ArrayList<>());
            Threads.joinOrStop(Threads.startAll(used, "process-", index -> {
                try {
                    exchange(work, started.get(index), index, used, results);
                } catch (Exception failure) {
                    failures.add(failure);
                }
            }));
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
        } catch (NotSerializableException e) {
            throw notCopied(work);
        } catch (InterruptedException e) {
            throw Interrupted.restoringFlag("waiting for other processes", e);
        } catch (Exception e) {
            throw Threads.<RuntimeException>unchecked(e);
        } finally {
            started.forEach(Process::destroyForcibly);
        }
        List<T> list = new ArrayList<>();
        for (int index = 0; index < results.length(); index++) {
            list.add(results.get(index));
        }
        return list;
    }

    private static IllegalArgumentException notCopied(Work<?> work) {
        return new IllegalArgumentException("\"" + work.name()
                + "\" cannot be copied to another process; its class must be Serializable, and so all that it holds");
    }

    private static Process start() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static <T> void exchange(
            Work<T> work, Process process, int first, int step, AtomicReferenceArray<T> results) throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
            out.writeObject(work);
            out.writeInt(first);
            out.writeInt(step);
        }
        try (ObjectInputStream in = new ObjectInputStream(process.getInputStream())) {
            for (int index = first; index < work.parts(); index += step) {
                Object result = in.readObject();
                if (result instanceof WorkerProcess.Failed failed) {
                    throw new IllegalStateException("another process failed: " + failed.words());
                }
                results.set(index, WorkerProcess.<T>typed(result));
            }
        } catch (EOFException e) {
            throw new IllegalStateException(
                    "another process ended with code " + process.waitFor() + " before its results were there", e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
