package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %history}: the cells that this kernel has run. */
final class HistoryMagic implements Magic {

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String help() {
        return "%history [CELLS] — show the cells that were run, as in: %history 1-4";
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        CellNumbers wanted = CellNumbers.parse("%history", List.of(arguments));
        StringBuilder text = new StringBuilder();
        context.cells().forEach((number, code) -> {
            if (wanted.contain(number)) {
                text.append(String.format("%4d: ", number))
                        .append(code.strip().replace("\n", "\n      "))
                        .append('\n');
            }
        });
        context.print(StreamName.STDOUT, text.toString());
        return Optional.empty();
    }
}
