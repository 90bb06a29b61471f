package weft.magic;

import java.util.Optional;
import java.util.regex.Pattern;
import weft.wire.MimeBundle;

/** {@code %timeit CODE} and {@code %%timeit}: runs code over and over, and tells how long one run takes. */
final class TimeitMagic implements Magic {

    /** {@code -n 10} and {@code -r3}; {@code -n} alone may be a variable. */
    private static final Pattern IPYTHON_OPTION = Pattern.compile("^-[nr](\\s+\\d|\\d+\\s)|^-[nr]\\s*\\d+$");

    @Override
    public String name() {
        return "timeit";
    }

    @Override
    public String help() {
        return "%timeit CODE, or %%timeit over a cell — run it many times and tell how long one run takes";
    }

    @Override
    public Operand operand() {
        return Operand.JAVA;
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        if (IPYTHON_OPTION.matcher(arguments).find()) {
            throw new MagicUsageException(
                    "%timeit: there is no option \"" + arguments.split("\\s", 2)[0]
                            + "\"; it finds the number of runs by itself, for example: %timeit Math.sqrt(2)");
        }
        String code = (body.isBlank() ? arguments : body).strip();
        if (code.isEmpty() || !body.isBlank() && !arguments.isEmpty()) {
            throw new MagicUsageException("%timeit: there must be code either behind it or below %%timeit, not \""
                    + arguments + "\"; for example: %timeit Math.sqrt(2)");
        }
        // An expression's value goes to the measurement, so that the compiler cannot leave the work out.
        boolean expression = !code.endsWith(";") && !code.endsWith("}");
        String timing = "weft.display.Timing.of(() -> ";
        return expression
                ? context.runCode(timing, code, "\n)", true)
                : context.runCode(timing + "{ ", code, "\n})", true);
    }
}
