package weft.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A way to get the parts of a {@link Work} done: one after the other, by threads, by a pool, by virtual threads, by
 * threads under one GIL, or by other processes.
 */
public interface Runner {

    String name();

    /** Does every part and gives the results in the order of the parts. A part that fails fails the run. */
    <T> List<T> run(Work<T> work);

    /** The calling thread does all parts, one after the other. */
    static Runner serial() {
        return new SharedOut("serial", (parts, part) -> {
            for (int index = 0; index < parts; index++) {
                part.run(index);
            }
        });
    }

    /** That many threads; each does every n-th part. */
    static Runner threads(int threads) {
        return new SharedOut(threads + " threads", (parts, part) -> inThreads(threads, parts, part));
    }

    /** That many threads under one {@link Gil}. */
    static Runner threadsUnderGil(int threads) {
        return new SharedOut(threads + " threads, one GIL", (parts, part) -> {
            Gil gil = Gil.on();
            inThreads(threads, parts, index -> gil.run(() -> part.run(index)));
        });
    }

    /** A pool of that many workers, which take the parts from a queue. */
    static Runner pool(int workers) {
        return new SharedOut("pool of " + workers, (parts, part) -> inPool(Pool.fixed(workers), parts, part));
    }

    /** A virtual thread for each part. */
    static Runner virtual() {
        return new SharedOut("virtual threads", (parts, part) -> inPool(Pool.virtual(), parts, part));
    }

    /** That many Java VMs of their own, started for the run; the work and its results are copied. */
    static Runner processes(int processes) {
        return new InProcesses(processes);
    }

    private static void inThreads(int threads, int parts, NumberedTask part) throws Exception {
        List<Exception> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> started = Threads.startAll(Math.min(threads, parts), "worker-", first -> {
            try {
                for (int index = first; index < parts; index += threads) {
                    part.run(index);
                }
            } catch (Exception failure) {
                failures.add(failure);
            }
        });
        Threads.joinOrStop(started);
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static void inPool(Pool pool, int parts, NumberedTask part) {
        try (pool) {
            List<Integer> indexes = new ArrayList<>();
            for (int index = 0; index < parts; index++) {
                indexes.add(index);
            }
            pool.map(
                    index -> {
                        part.run(index);
                        return index;
                    },
                    indexes);
        } catch (Interrupted e) {
            pool.executor().shutdownNow();
            throw e;
        }
    }

    /** How the indexes from 0 to parts are shared out; returns when all are done. */
    @FunctionalInterface
    interface Sharing {

        void share(int parts, NumberedTask part) throws Exception;
    }

    /** A runner inside this VM: the parts write into one array, each into its own place. */
    record SharedOut(String name, Sharing sharing) implements Runner {

        @Override
        public <T> List<T> run(Work<T> work) {
            AtomicReferenceArray<T> results = new AtomicReferenceArray<>(work.parts());
            try {
                sharing.share(work.parts(), index -> results.set(index, work.part(index)));
            } catch (InterruptedException e) {
                throw Interrupted.restoringFlag("working", e);
            } catch (Exception e) {
                throw Threads.<RuntimeException>unchecked(e);
            }
            List<T> list = new ArrayList<>();
            for (int index = 0; index < results.length(); index++) {
                list.add(results.get(index));
            }
            return list;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
