package weft.kernel;

import com.google.gson.JsonObject;

/** What a client can open a comm to. */
public interface CommTarget {

    /**
     * A client has opened a comm; the target keeps it and tells it what to do with messages. Runs on the thread that
     * answers questions about code, so it must not wait for a cell.
     */
    void opened(Comm comm, JsonObject data);
}
