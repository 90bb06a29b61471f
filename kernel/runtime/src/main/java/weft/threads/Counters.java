package weft.threads;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A row of counters that threads add to, guarded in one of five ways. Each kind has a loop of its own: through one
 * shared loop, the compiler would serve the kind best that it has met first.
 */
interface Counters {

    int COUNT = 16;

    void addAll(int additions);

    long total();

    abstract class Cells implements Counters {
        static final class Cell {
            long value;
        }

        final Cell[] cells = new Cell[COUNT];

        Cells() {
            Arrays.setAll(cells, index -> new Cell());
        }

        @Override
        public long total() {
            return Arrays.stream(cells).mapToLong(cell -> cell.value).sum();
        }
    }

    final class Unguarded extends Cells {
        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                cells[i % COUNT].value++;
            }
        }
    }

    final class LockPerObject extends Cells {
        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                Cell cell = cells[i % COUNT];
                synchronized (cell) {
                    cell.value++;
                }
            }
        }
    }

    final class LockForAll extends Cells {
        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                synchronized (this) {
                    cells[i % COUNT].value++;
                }
            }
        }
    }

    final class Atomic implements Counters {
        private final AtomicLong[] counters = new AtomicLong[COUNT];

        Atomic() {
            Arrays.setAll(counters, index -> new AtomicLong());
        }

        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                counters[i % COUNT].incrementAndGet();
            }
        }

        @Override
        public long total() {
            return Arrays.stream(counters).mapToLong(AtomicLong::get).sum();
        }
    }

    final class Adders implements Counters {
        private final LongAdder[] counters = new LongAdder[COUNT];

        Adders() {
            Arrays.setAll(counters, index -> new LongAdder());
        }

        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                counters[i % COUNT].increment();
            }
        }

        @Override
        public long total() {
            return Arrays.stream(counters).mapToLong(LongAdder::sum).sum();
        }
    }
}
