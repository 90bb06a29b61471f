package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedUpsTest {

    @Test
    void table_worksOfDifferentLength_standOnOneScale() {
        Comparison slow = comparison("slow", line("serial", 4000), line("2 threads", 2000));
        Comparison quick = comparison("quick", line("serial", 10), line("2 threads", 10), line("gil", 20));

        assertThat(SpeedUps.of(slow, quick).table().rows())
                .containsExactly(
                        List.of("slow", "serial", "1.00", "████"),
                        List.of("", "2 threads", "2.00", "████████"),
                        List.of("quick", "serial", "1.00", "████"),
                        List.of("", "2 threads", "1.00", "████"),
                        List.of("", "gil", "0.50", "██"));
    }

    @Test
    void table_speedUpBeyondTheScale_isCutAndMarked() {
        Comparison waits = comparison("waits", line("serial", 100_000), line("1000 threads", 100));

        List<String> row = SpeedUps.of(waits).table().rows().get(1);

        assertThat(row.get(2)).isEqualTo("1000.00");
        assertThat(row.get(3)).hasSize(50).endsWith("█ …");
    }

    private static Comparison comparison(String work, Comparison.Line... lines) {
        return new Comparison(work, List.of(lines));
    }

    private static Comparison.Line line(String runner, int millis) {
        return new Comparison.Line(runner, Duration.ofMillis(millis), true);
    }
}
