package weft.magic;

import java.util.Optional;
import weft.wire.MimeBundle;

/** {@code %help}: what the kernel can do, or the documentation of a name. */
final class HelpMagic implements Magic {

    private static final String KEYS = """
            A cell holds Java: imports, declarations and statements in any order.
            The value of a last expression without a semicolon is shown.

              Shift-Enter    run the cell
              Tab            complete the name before the cursor
              Shift-Tab      the documentation of the name at the cursor
              %help NAME     the same, whole, as in: %help Thread.join; NAME? is short for it

            Magics stand on a line of their own; those with %% in the cell's first line:

            """;

    private final Magics magics;

    HelpMagic(Magics magics) {
        this.magics = magics;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String help() {
        return "%help [NAME] — this help, or the documentation of a name, as in: %help Thread.join";
    }

    @Override
    public Operand operand() {
        return Operand.NAME;
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        context.page(arguments.isEmpty() ? MimeBundle.text(KEYS + magics.list()) : documentation(arguments, context));
        return Optional.empty();
    }

    private MimeBundle documentation(String name, MagicContext context) throws MagicUsageException {
        Optional<MimeBundle> ofMagic = name.startsWith("%")
                ? magics.usage(name.replaceFirst("^%%?", "")).map(MimeBundle::text)
                : Optional.empty();
        return ofMagic.or(() -> context.documentation(name))
                .orElseThrow(() -> new MagicUsageException("%help: nothing is known of \"" + name
                        + "\"; expected a name of Java or of this notebook, for example: %help Thread.join"));
    }
}
