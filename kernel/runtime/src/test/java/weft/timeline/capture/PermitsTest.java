package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weft.timeline.capture.Resources.Hold;
import weft.timeline.capture.Resources.Signal;
import weft.timeline.model.ResourceKind;

/** Who had permits of a semaphore, where others may give them back. */
class PermitsTest {

    @Test
    void settled_ownPermitsGivenBack_areAsTheyWere() {
        List<Hold> holds = List.of(new Hold(1, 10, 20, 1), new Hold(2, 15, 30, 1));

        assertThat(Permits.settled(holds, List.of(new Signal(3, 17, 1)))).isEqualTo(holds);
    }

    /** A gate that opens for everybody. To go through each permit would take minutes. */
    @Test
    void settled_allPermitsThereCanBe_takesFromThoseWhoHaveSome() {
        List<Hold> holds = List.of(new Hold(1, 10, 20, 1), new Hold(1, 20, Event.OPEN, 2));

        assertThat(Permits.settled(holds, List.of(new Signal(2, 25, Integer.MAX_VALUE))))
                .containsExactly(new Hold(1, 10, 25, 1));
    }

    @Test
    void settled_handedToAndFro_endsWhereTheOtherGives() {
        List<Hold> holds = List.of(new Hold(1, 10, 40, 1), new Hold(1, 40, Event.OPEN, 2));
        List<Signal> given = List.of(new Signal(2, 5, 1), new Signal(2, 30, 1), new Signal(2, 60, 1));

        assertThat(Permits.settled(holds, given)).containsExactly(new Hold(1, 10, 30, 1), new Hold(1, 40, 60, 1));
    }

    @Test
    void settled_severalPermits_areHadUntilTheLastIsGiven() {
        List<Hold> holds = List.of(new Hold(1, 10, 20, 1), new Hold(1, 20, Event.OPEN, 2));

        assertThat(Permits.settled(holds, List.of(new Signal(2, 25, 1))))
                .containsExactly(new Hold(1, 10, Event.OPEN, 1));
        assertThat(Permits.settled(holds, List.of(new Signal(2, 25, 2)))).containsExactly(new Hold(1, 10, 25, 1));
    }

    @Test
    void settled_ofTwoThatKeepTheirs_theLongerHolderLosesIt() {
        List<Hold> holds = List.of(new Hold(2, 10, Event.OPEN, 1), new Hold(1, 20, Event.OPEN, 1));

        assertThat(Permits.settled(holds, List.of(new Signal(3, 30, 1))))
                .containsExactly(new Hold(2, 10, 30, 1), new Hold(1, 20, Event.OPEN, 1));
    }

    @Test
    void log_ofSeveralPermitsAtOnce_countsThem() {
        ThreadLog log = new Session().join(Thread.currentThread());
        Object seats = new Object();
        Event wait = log.begin(Event.Kind.BLOCKED, seats, "seats", ResourceKind.SEMAPHORE);
        wait.depth = 3;
        log.acquired(seats, "seats", ResourceKind.SEMAPHORE);
        log.releasesPermits(seats, "seats", 1);
        log.releasesPermits(seats, "seats", 4);

        assertThat(log.events().stream().filter(event -> event.kind == Event.Kind.HOLD))
                .extracting(event -> event.depth)
                .containsExactly(3, 2);
        assertThat(log.events().stream().filter(event -> event.kind == Event.Kind.SIGNAL))
                .singleElement()
                .satisfies(given -> assertThat(given.depth).isEqualTo(2));
    }
}
