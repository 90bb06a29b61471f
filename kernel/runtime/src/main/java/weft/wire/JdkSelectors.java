package weft.wire;

import java.nio.channels.spi.SelectorProvider;

/**
 * Selectors and channels by the JDK's own provider. By itself the JDK first looks for one of somebody else's, and for
 * that opens the VM's jar and goes through its names: 5 to 8 ms of a launch, and there never is one.
 */
public final class JdkSelectors {

    private static final String PROPERTY = "java.nio.channels.spi.SelectorProvider";

    /** The JDK's default on Linux; others search as ever. */
    private static final String EPOLL = "sun.nio.ch.EPollSelectorProvider";

    private JdkSelectors() {}

    /** Before the first channel is opened. The property is left as it was found. */
    public static void use() {
        if (System.getProperty(PROPERTY) != null || !exists()) {
            return;
        }
        System.setProperty(PROPERTY, EPOLL);
        SelectorProvider.provider();
        System.clearProperty(PROPERTY);
    }

    /** Asked first, because a provider that is not found leaves the VM without any. */
    private static boolean exists() {
        try {
            Class.forName(EPOLL, false, null);
            return true;
        } catch (ClassNotFoundException other) {
            return false;
        }
    }
}
