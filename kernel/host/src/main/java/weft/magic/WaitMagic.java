package weft.magic;

import java.util.Optional;
import weft.wire.MimeBundle;

/** {@code %wait}: whether cells wait for the threads that they started. */
final class WaitMagic implements Magic {

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public String help() {
        return "%wait [SECONDS | off | headless] — cells wait for the threads that they started, at most so long;"
                + " headless (the default): only where nobody reads on after the cell, as in nbconvert";
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        context.waitForThreads(policy(arguments));
        return Optional.empty();
    }

    private static WaitPolicy policy(String arguments) throws MagicUsageException {
        if (arguments.equals("off")) {
            return new WaitPolicy(WaitPolicy.When.NEVER, 0);
        }
        if (arguments.equals("headless")) {
            return WaitPolicy.DEFAULT;
        }
        if (arguments.isEmpty()) {
            return new WaitPolicy(WaitPolicy.When.ALWAYS, WaitPolicy.DEFAULT.millis());
        }
        // Plain digits: Double.parseDouble would take "Infinity" and "1d" too.
        if (!arguments.matches("\\d{1,9}(\\.\\d*)?")) {
            throw new MagicUsageException("%wait: \"" + arguments
                    + "\" is not a time; expected seconds, off or headless, for example: %wait 5");
        }
        return new WaitPolicy(WaitPolicy.When.ALWAYS, Math.round(Double.parseDouble(arguments) * 1000));
    }
}
