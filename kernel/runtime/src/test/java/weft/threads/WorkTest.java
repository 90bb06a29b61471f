package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@ResourceLock(Printed.SYSTEM_OUT)
class WorkTest {

    static Stream<Work<?>> works() {
        return Stream.of(
                MatrixMultiplication.of(50),
                TextSearch.inMadeUpText(1000, "threads?"),
                ImageBlur.of(64, 48),
                Prompt.people(Duration.ofMillis(1), "yes", "no", "perhaps"));
    }

    @ParameterizedTest
    @MethodSource("works")
    void of_everyWay_comesToTheSameResult(Work<?> work) throws Exception {
        Printed.by(() -> assertAllTheSame(work));
    }

    @Test
    void of_filesAndPages_comeToTheSameResult() throws Exception {
        try (FileReading files = FileReading.of(5, 3);
                SlowServer server = SlowServer.start(Duration.ofMillis(2))) {
            Printed.by(() -> {
                assertAllTheSame(files);
                assertAllTheSame(server.downloads(5));
            });
        }
    }

    private static void assertAllTheSame(Work<?> work) {
        Comparison comparison = Comparison.of(
                work,
                Runner.serial(),
                Runner.threads(3),
                Runner.threadsUnderGil(2),
                Runner.pool(2),
                Runner.virtual(),
                Runner.processes(2));

        assertThat(comparison.against()).isEmpty();
        assertThat(comparison.lines()).hasSize(6).allMatch(line -> line.time().toNanos() > 0);
        assertThat(comparison.toString()).contains("same").doesNotContain("DIFFERENT");
    }

    @Test
    void of_partsThatShareData_saysWhichWayDiffers() {
        AtomicInteger calls = new AtomicInteger();
        Work<Integer> shared = work(3, Work.Bound.IO, index -> calls.incrementAndGet());

        Comparison comparison = Comparison.of(shared, Runner.serial(), Runner.pool(1));

        assertThat(comparison.against())
                .hasValueSatisfying(why -> assertThat(why).contains("pool of 1"));
        assertThat(comparison.toString()).contains("DIFFERENT");
    }

    @Test
    void threadsUnderGil_waitingParts_waitAtTheSameTime() {
        CyclicBarrier all = new CyclicBarrier(3);
        Work<Integer> waits = work(3, Work.Bound.IO, index -> Gil.blocking(all::await));

        assertThat(Runner.threadsUnderGil(3).run(waits)).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void threads_partFails_throwsItsException() {
        Work<Integer> broken = work(2, Work.Bound.CPU, index -> {
            throw new java.io.IOException("part " + index);
        });

        assertThatThrownBy(() -> Runner.threads(1).run(broken)).isInstanceOf(java.io.IOException.class);
        assertThatThrownBy(() -> Runner.serial().run(broken)).hasMessage("part 0");
    }

    @Test
    void multiplication_twoByTwo_isRight() {
        long[][] unit = Runner.serial().run(MatrixMultiplication.of(1)).get(0);

        assertThat(unit).hasDimensions(1, 1);
        assertThat(MatrixMultiplication.of(40).parts()).isEqualTo(16);
    }

    @Test
    void search_knownLines_countsEveryMatch() {
        TextSearch search = TextSearch.in(List.of("a thread and Threads", "none", "THREAD"), "\\bthreads?\\b");

        assertThat(Runner.serial().run(search).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void blur_onePointOfLight_isSpreadEvenly() {
        BufferedImage dark = new BufferedImage(31, 31, BufferedImage.TYPE_INT_RGB);
        dark.setRGB(15, 15, 0xE1E1E1);
        ImageBlur blur = ImageBlur.of(dark);

        BufferedImage after = blur.after(Runner.serial().run(blur));

        assertThat(after.getRGB(15, 15) & 0xFFFFFF).isEqualTo(0x010101);
        assertThat(after.getRGB(8, 22) & 0xFFFFFF).isEqualTo(0x010101);
        assertThat(after.getRGB(7, 15) & 0xFFFFFF).isZero();
        assertThat(blur.picture(Runner.serial().run(blur)).toDisplay().data().get("text/html"))
                .contains("alt=\"a picture of coloured threads\"")
                .contains("data:image/png;base64,iVBOR");
    }

    @Test
    void ask_twoQuestions_eachTakesItsOwnLine() throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("Ada\r\nümlaut\n".getBytes(StandardCharsets.UTF_8)));
        try {
            Printed printed = Printed.by(() -> {
                assertThat(Prompt.ask("Your name?")).isEqualTo("Ada");
                assertThat(Prompt.ask("A word?")).isEqualTo("ümlaut");
                assertThatThrownBy(() -> Prompt.ask("More?")).hasMessageContaining("nobody is there");
            });
            assertThat(printed.text()).isEqualTo("Your name? A word? More? ");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void measure_lockingCost_losesNothingWhereCountsAreGuarded() {
        LockingCost cost = LockingCost.measure(2, 1, 5);

        assertThat(cost.lines()).hasSize(10);
        assertThat(cost.lines())
                .filteredOn(line -> line.way() != LockingCost.Way.NONE)
                .allMatch(line -> line.lost() == 0 && line.medianNanos() > 0);
        assertThat(cost.line(LockingCost.Way.NONE, 1).lost()).isZero();
        assertThat(cost.toString())
                .contains("one lock for all")
                .contains("Median of 5 rounds")
                .contains("█");
        assertThat(cost.lines())
                .allMatch(line -> line.lowerNanos() <= line.medianNanos() && line.medianNanos() <= line.upperNanos());
    }

    private interface Part {
        Integer of(int index) throws Exception;
    }

    private static Work<Integer> work(int parts, Work.Bound bound, Part part) {
        return new Work<>() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Bound bound() {
                return bound;
            }

            @Override
            public int parts() {
                return parts;
            }

            @Override
            public Integer part(int index) throws Exception {
                return part.of(index);
            }
        };
    }
}
