package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %who}: what the notebook has declared. */
record WhoMagic(String name) implements Magic {

    @Override
    public String help() {
        return name.equals("who")
                ? "%who — list the variables, methods and classes of this notebook"
                : "%whos — the same as %who";
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) {
        List<Declaration> declared = context.declarations();
        if (declared.isEmpty()) {
            context.print(StreamName.STDOUT, "Nothing is declared yet.\n");
            return Optional.empty();
        }
        int widest = declared.stream().mapToInt(d -> d.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Declaration.Kind kind : Declaration.Kind.values()) {
            List<Declaration> ofKind =
                    declared.stream().filter(d -> d.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                text.append(kind.title()).append('\n');
                ofKind.forEach(d -> text.append("  ")
                        .append(d.name())
                        .append(" ".repeat(widest - d.name().length() + 2))
                        .append(d.words())
                        .append('\n'));
            }
        }
        context.print(StreamName.STDOUT, text.toString());
        return Optional.empty();
    }
}
