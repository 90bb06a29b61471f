package weft.testkit;

import weft.kernel.Main;

/** The real kernel around the fake engine, for a look at it with a real client. */
public final class FakeMain {

    private FakeMain() {}

    public static void main(String[] arguments) {
        Main.launch(arguments, () -> FakeEngine::new);
    }
}
