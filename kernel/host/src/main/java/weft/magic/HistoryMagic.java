package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %history}: the cells that this kernel has run. */
record HistoryMagic(String name) implements Magic {

    @Override
    public String help() {
        return name.equals("history")
                ? "%history [CELLS] — show the cells that were run, as in: %history 1-4"
                : "%hist [CELLS] — the same as %history";
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        CellNumbers wanted = CellNumbers.parse("%history", List.of(arguments));
        StringBuilder text = new StringBuilder();
        wanted.of(context.cells(), "%history")
                .forEach((number, code) -> text.append(String.format("%4d: ", number))
                        .append(code.strip().replace("\n", "\n      "))
                        .append('\n'));
        context.print(StreamName.STDOUT, text.toString());
        return Optional.empty();
    }
}
