package weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import weft.protocol.HistoryRequest;
import weft.protocol.Json;

@Timeout(60)
class HistoryTest {

    @TempDir
    Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();

    private History open() {
        return open(1 << 20);
    }

    private History open(long maxBytes) {
        // A busy machine's disk is no fault of the history.
        return new History(new HistoryFile(file(), maxBytes), log::add, 60_000);
    }

    private Path file() {
        return folder.resolve("weft").resolve("history.jsonl");
    }

    private static String ask(History history, String request) throws Exception {
        return history.answer(Json.parse(request.replace('\'', '"'), HistoryRequest.class))
                .toString();
    }

    private History secondSession() {
        try (History first = open()) {
            first.add(1, "alpha", "1").run();
            first.add(2, "beta", null).run();
        }
        History second = open();
        second.add(1, "gamma", null).run();
        second.add(2, "alpha", null).run();
        return second;
    }

    @Test
    void tail_reachesIntoEarlierSessions() throws Exception {
        try (History history = secondSession()) {
            assertThat(ask(history, "{'hist_access_type': 'tail', 'n': 3}"))
                    .isEqualTo("[[1,2,\"beta\"],[2,1,\"gamma\"],[2,2,\"alpha\"]]");
        }
    }

    @Test
    void tail_withOutput_hasPairs() throws Exception {
        try (History history = secondSession()) {
            assertThat(ask(history, "{'hist_access_type': 'tail', 'output': true}"))
                    .startsWith("[[1,1,[\"alpha\",\"1\"]],[1,2,[\"beta\",null]]");
        }
    }

    @Test
    void range_ofThisSessionAndTheOneBefore() throws Exception {
        try (History history = secondSession()) {
            assertThat(ask(history, "{'hist_access_type': 'range', 'session': 0, 'start': 1, 'stop': 2}"))
                    .isEqualTo("[[2,1,\"gamma\"]]");
            assertThat(ask(history, "{'hist_access_type': 'range', 'session': -1, 'start': 2}"))
                    .isEqualTo("[[1,2,\"beta\"]]");
            assertThat(ask(history, "{'hist_access_type': 'range', 'session': 1, 'start': 0, 'stop': 2}"))
                    .isEqualTo("[[1,1,\"alpha\"]]");
        }
    }

    @Test
    void search_byGlob_newestOfEqualOnesIfUnique() throws Exception {
        try (History history = secondSession()) {
            assertThat(ask(history, "{'hist_access_type': 'search', 'pattern': 'a*h?'}"))
                    .isEqualTo("[[1,1,\"alpha\"],[2,2,\"alpha\"]]");
            assertThat(ask(history, "{'hist_access_type': 'search', 'pattern': '*a', 'unique': true, 'n': 2}"))
                    .isEqualTo("[[2,1,\"gamma\"],[2,2,\"alpha\"]]");
            assertThat(ask(history, "{'hist_access_type': 'search', 'pattern': '[bg]*[^b-z]'}"))
                    .isEqualTo("[[1,2,\"beta\"],[2,1,\"gamma\"]]");
            assertThat(ask(history, "{'hist_access_type': 'search', 'pattern': 'alph[a'}"))
                    .isEqualTo("[]");
        }
    }

    @Test
    void add_returned_isOnDiskForThisUserAlone() throws Exception {
        try (History history = open()) {
            history.add(1, "alpha", null).run();

            assertThat(Files.readString(file())).contains("\"alpha\"");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void twoKernelsAtOnce_haveSessionsOfTheirOwn() throws Exception {
        try (History one = open();
                History other = open()) {
            one.add(1, "one", null).run();
            ask(one, "{}");
            other.add(1, "other", null).run();
            ask(other, "{}");
            one.add(2, "two", null).run();

            assertThat(ask(one, "{}")).isEqualTo("[[2,1,\"other\"],[1,1,\"one\"],[1,2,\"two\"]]");
        }
    }

    @Test
    void brokenLines_arePassedOver() throws Exception {
        secondSession().close();
        Files.writeString(file(), "{\"session\": 9, \"li", StandardOpenOption.APPEND);
        Files.write(file(), new byte[] {(byte) 0xff}, StandardOpenOption.APPEND);

        try (History history = open()) {
            history.add(1, "delta", null).run();

            assertThat(ask(history, "{'n': 2}")).isEqualTo("[[2,2,\"alpha\"],[3,1,\"delta\"]]");
        }
        assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1)).endsWith("\"delta\"}\n");
        assertThat(log).isEmpty();
    }

    @Test
    void largeFile_isCutToItsNewerHalf() throws Exception {
        try (History history = open()) {
            for (int i = 1; i <= 100; i++) {
                history.add(i, "cell " + i, null).run();
            }
        }
        long before = Files.size(file());

        try (History history = open(before - 1)) {
            history.add(1, "next", null).run();

            assertThat(ask(history, "{'n': 2}")).isEqualTo("[[1,100,\"cell 100\"],[2,1,\"next\"]]");
        }
        assertThat(Files.size(file())).isLessThan(before * 2 / 3);
    }

    @Test
    void folderThatCannotBeMade_costsOneLineAndKeepsThisRun() throws Exception {
        Files.writeString(folder.resolve("weft"), "a file where the folder should be");

        try (History history = open()) {
            history.add(1, "one", null).run();
            history.add(2, "two", null).run();

            assertThat(ask(history, "{}")).isEqualTo("[[1,1,\"one\"],[1,2,\"two\"]]");
        }
        assertThat(log).hasSize(1).first().asString().contains("cannot be written");
    }
}
