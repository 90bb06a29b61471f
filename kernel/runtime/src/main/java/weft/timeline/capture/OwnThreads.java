package weft.timeline.capture;

import java.util.Set;

/** Tells the runtime's threads, and Weft's, from those of the program that is recorded. */
final class OwnThreads {

    /** Carriers of virtual threads; the JDK's cleaners, timers and keepers, which belong to nobody; the VM's own. */
    private static final Set<String> GROUPS = Set.of("CarrierThreads", "InnocuousThreadGroup", "system");

    private OwnThreads() {}

    static boolean isOwn(String group, String name) {
        return GROUPS.contains(group) || name.startsWith("weft-") || name.startsWith("JFR ");
    }
}
