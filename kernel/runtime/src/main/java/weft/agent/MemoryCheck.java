package weft.agent;

/**
 * Ends the VM when its heap stays full after an {@link OutOfMemoryError}: every later cell would fail for want of memory,
 * and the host can start a fresh VM and say why.
 */
final class MemoryCheck {

    /** Where less than this part of the heap is free after a collection, nothing useful can run. */
    private static final double LEAST_FREE = 0.15;

    private MemoryCheck() {}

    static void after(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError && isHeapFull()) {
            Runtime.getRuntime().halt(UserVmMain.OUT_OF_MEMORY_EXIT);
        }
    }

    private static boolean isHeapFull() {
        Runtime vm = Runtime.getRuntime();
        System.gc();
        long used = vm.totalMemory() - vm.freeMemory();
        return vm.maxMemory() - used < LEAST_FREE * vm.maxMemory();
    }
}
