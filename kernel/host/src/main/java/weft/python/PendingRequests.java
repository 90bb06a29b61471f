package weft.python;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests to a Python whose answers are still to come, by the number that stands in both as "id".
 *
 * <p><b>Threads.</b> Any.
 */
final class PendingRequests {

    private final AtomicInteger nextId = new AtomicInteger(1);
    private final Map<Integer, Request> requests = new ConcurrentHashMap<>();

    /** An answer comes in two parts: one on each pipe, so that all output before it has come as well. */
    record Request(CompletableFuture<JsonObject> done, CompletableFuture<JsonObject> written) {
        private Request() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }

        void fail(PythonEndedException ended) {
            done.completeExceptionally(ended);
            written.completeExceptionally(ended);
        }
    }

    /** Gives this message a number, under which it waits from now on. */
    Request add(JsonObject message) {
        Request request = new Request();
        int id = nextId.getAndIncrement();
        message.addProperty("id", id);
        requests.put(id, request);
        return request;
    }

    /** The request with the number of this message; where it waits no longer, one that nobody asks. */
    Request of(JsonObject message) {
        return requests.getOrDefault(id(message), new Request());
    }

    void remove(JsonObject message) {
        requests.remove(id(message));
    }

    /** All that wait now fail. */
    void fail(PythonEndedException ended) {
        requests.values().forEach(request -> request.fail(ended));
    }

    private static int id(JsonObject message) {
        return message.get("id").getAsInt();
    }
}
