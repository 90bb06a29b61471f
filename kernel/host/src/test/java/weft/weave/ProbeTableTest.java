package weft.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weft.timeline.capture.ProbeTable;

/** Which calls the weaver touches. */
class ProbeTableTest {

    @ParameterizedTest
    @CsvSource({
        "java/util/concurrent/locks/ReentrantLock, lock, ()V, false, true",
        "java/util/concurrent/locks/ReentrantReadWriteLock$ReadLock, lock, ()V, false, true",
        "java/util/concurrent/locks/StampedLock, writeLock, ()J, false, true",
        "java/util/concurrent/locks/Condition, await, ()V, false, true",
        "java/util/concurrent/Semaphore, acquire, ()V, false, true",
        "java/util/concurrent/ArrayBlockingQueue, take, ()Ljava/lang/Object;, false, true",
        "java/util/concurrent/RecursiveTask, fork, ()Ljava/util/concurrent/ForkJoinTask;, false, true",
        "java/lang/Thread, sleep, (J)V, true, true",
        "java/lang/String, lock, ()V, false, false",
        "java/util/ArrayList, add, (Ljava/lang/Object;)Z, false, false",
        "java/util/concurrent/locks/ReentrantLock, lock, ()V, true, false",
        "java/util/concurrent/locks/ReentrantLock, isLocked, ()Z, false, false",
        // What a class of the learner's extends, only the linker can see.
        "REPL/$JShell$3$Mine, lock, ()V, false, true",
        "REPL/$JShell$3$Mine, unheardOf, ()V, false, false",
        // Weft's own library tells by itself.
        "weft/threads/NamedLock, lock, ()V, false, false",
    })
    void call_isProbed_whereItsTypeSaysSo(
            String owner, String name, String descriptor, boolean isStatic, boolean probed) {
        assertThat(ProbeTable.mayRecord(owner, name, descriptor, isStatic)).isEqualTo(probed);
    }
}
