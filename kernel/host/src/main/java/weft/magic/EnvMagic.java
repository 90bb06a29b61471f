package weft.magic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %env}: the environment of the cells. A notebook is shown and sent about, so what looks secret is not listed. */
final class EnvMagic implements Magic {

    private static final Pattern SECRET =
            Pattern.compile("KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "env";
    }

    @Override
    public String help() {
        return "%env [NAME] — show the environment's variables, or one of them";
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        if (arguments.isEmpty()) {
            environment.replaceAll((name, value) -> SECRET.matcher(name).find() ? "(hidden)" : value);
            environment.forEach((name, value) -> context.print(StreamName.STDOUT, name + "=" + value + "\n"));
            return Optional.empty();
        }
        if (arguments.matches("\\w+\\s*[= ].*")) {
            throw new MagicUsageException(
                    "%env: \"" + arguments + "\" cannot be set: Java reads its environment once, at the"
                            + " start. Set it before you start Jupyter, or use a property, for example: %jvm -Dname=value");
        }
        String value = environment.get(arguments);
        if (value == null) {
            throw new MagicUsageException(
                    "%env: there is no variable \"" + arguments + "\" in the environment; to list all, type: %env");
        }
        return Optional.of(MimeBundle.text(value));
    }
}
