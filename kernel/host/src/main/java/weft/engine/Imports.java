package weft.engine;

import java.util.List;

/** What every notebook has imported. The list stands in the README too. */
final class Imports {

    static final List<String> DEFAULT = List.of(
            "import java.util.*;",
            "import java.util.function.*;",
            "import java.util.stream.*;",
            "import java.util.concurrent.*;",
            "import java.util.concurrent.atomic.*;",
            "import java.util.concurrent.locks.*;",
            "import java.time.*;",
            "import java.nio.file.*;",
            "import java.math.*;",
            "import java.io.*;",
            "import weft.threads.*;",
            "import weft.timeline.model.ThreadState;",
            "import weft.timeline.model.Timeline;",
            "import static weft.timeline.model.Timeline.mark;",
            "import static weft.threads.Threads.*;",
            "import static weft.threads.Refs.refs;",
            "import weft.display.*;",
            "import static weft.display.Display.*;",
            "import static weft.display.Ask.*;");

    private Imports() {}
}
