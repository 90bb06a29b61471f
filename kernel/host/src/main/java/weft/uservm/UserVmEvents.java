package weft.uservm;

import weft.wire.ToHost;

/** What a user VM reports unasked, in order, on the thread that reads it. */
public interface UserVmEvents {

    void output(ToHost.Output output);

    void display(ToHost.Display display);

    void clearOutput(ToHost.ClearOutput clear);

    void comm(ToHost.Comm comm);

    /** A thread wants a line; must return at once and answer later. */
    void input(UserVm from, ToHost.Input input);
}
