package weft.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The options that the compiler must share with the user VM. */
final class CompilerOptions {

    private static final Set<String> SHARED = Set.of("--add-modules", "--add-exports", "--add-reads");

    private CompilerOptions() {}

    static List<String> from(List<String> vmOptions) {
        List<String> shared = new ArrayList<>();
        // With the names of local variables, which a timeline uses for locks.
        shared.add("-g");
        for (int i = 0; i < vmOptions.size(); i++) {
            String option = vmOptions.get(i);
            if (option.equals("--enable-preview")) {
                shared.add(option);
                shared.add("--release");
                shared.add(String.valueOf(Runtime.version().feature()));
            } else if (SHARED.contains(option) && i + 1 < vmOptions.size()) {
                shared.add(option);
                shared.add(vmOptions.get(i + 1));
            } else if (SHARED.stream().anyMatch(name -> option.startsWith(name + "="))) {
                shared.add(option);
            }
        }
        return shared;
    }
}
