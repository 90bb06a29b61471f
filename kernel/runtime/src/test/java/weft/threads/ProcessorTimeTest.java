package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void of_computingUntilTimeWasUsed_countsIt() {
        var beans = java.lang.management.ManagementFactory.getThreadMXBean();
        long until = beans.getCurrentThreadCpuTime() + 100_000_000;

        ProcessorTime time = ProcessorTime.of(() -> {
            while (beans.getCurrentThreadCpuTime() < until) {
                Thread.onSpinWait();
            }
        });

        assertThat(time.used()).isGreaterThan(Duration.ofMillis(90));
        assertThat(time.elapsed()).isGreaterThan(Duration.ofMillis(90));
    }

    @Test
    void ofThisThread_waitingForABusyOne_comesToNearlyNothing() {
        var beans = java.lang.management.ManagementFactory.getThreadMXBean();

        ProcessorTime time = ProcessorTime.ofThisThread(() -> Threads.join(Threads.start("busy", () -> {
            while (beans.getCurrentThreadCpuTime() < 200_000_000) {
                Thread.onSpinWait();
            }
        })));

        assertThat(time.used()).isLessThan(Duration.ofMillis(100));
        assertThat(time.elapsed()).isGreaterThan(Duration.ofMillis(190));
    }

    @Test
    void processors_twiceTheTime_areTwo() {
        ProcessorTime time = new ProcessorTime(Duration.ofMillis(1000), Duration.ofMillis(1960));

        assertThat(time.processors()).isEqualTo(1.96);
        assertThat(time.toString())
                .isEqualTo("1,000 ms, 1.96 processors at work on average (1,960 ms of processor time)");
    }

    @Test
    void of_failingTask_throwsItsOwnException() {
        assertThatThrownBy(() -> ProcessorTime.of(() -> {
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);
    }
}
