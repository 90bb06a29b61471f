package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefCountedTest {

    @ParameterizedTest
    @EnumSource(names = "UNDER_GIL", mode = EnumSource.Mode.EXCLUDE)
    void release_lastReference_freesAndLaterUseNamesWhoFreedIt(Counting counting) {
        RefCounted<String> object = RefCounted.of("list", "[]", counting);
        object.retain();
        object.release();
        assertThat(object.use()).isEqualTo("[]");

        object.release();

        assertThat(object.isFreed()).isTrue();
        assertThatThrownBy(object::use)
                .isInstanceOf(UseAfterFree.class)
                .hasMessageContaining(
                        "\"list\" was freed by \"" + Thread.currentThread().getName());
        assertThatThrownBy(object::release).isInstanceOf(UseAfterFree.class);
        assertThatThrownBy(object::retain).isInstanceOf(UseAfterFree.class);
    }

    @Test
    void toString_oneReferenceAndMore_saysHowMany() {
        RefCounted<String> object = RefCounted.of("list", "[]", Counting.ATOMIC);

        assertThat(object).hasToString("list: 1 reference");
        assertThat(object.retain()).hasToString("list: 2 references");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKED", "ATOMIC"})
    void count_fourThreadsRetainAndRelease_isExact(Counting counting) {
        RefCounted<String> object = RefCounted.of("list", "[]", counting);

        Threads.joinAll(Threads.startAll(4, "user-", index -> {
            for (int i = 0; i < 10_000; i++) {
                object.retain();
                object.use();
                object.release();
            }
        }));

        assertThat(object.count()).isEqualTo(1);
    }

    @Test
    void count_fourThreadsUnderGil_isExact() {
        Gil gil = Gil.on();
        RefCounted<String> object = RefCounted.underGil("list", "[]", gil);

        Threads.joinAll(Threads.startAll(
                4,
                "user-",
                index -> gil.run(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        object.retain();
                        Gil.checkpoint();
                        object.release();
                    }
                })));

        assertThat(gil.call(object::count)).isEqualTo(1);
    }

    @Test
    void retain_withoutTheGil_isRefusedWithTheLineToWrite() {
        RefCounted<String> object = RefCounted.underGil("list", "[]", Gil.on());

        assertThatThrownBy(object::retain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gil.run(() -> list.retain())");
    }
}
