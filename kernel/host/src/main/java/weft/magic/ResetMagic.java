package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %reset}: forgets all that the notebook has declared. */
final class ResetMagic implements Magic {

    @Override
    public String name() {
        return "reset";
    }

    @Override
    public String help() {
        return "%reset — forget all variables, methods and classes, in a fresh Java VM";
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
            throws MagicFailedException, MagicUsageException {
        // IPython's way to be asked nothing; here nothing is asked.
        if (!arguments.isEmpty() && !arguments.equals("-f")) {
            throw new MagicUsageException(
                    "%reset: expected nothing behind it, not \"" + arguments + "\"; for example: %reset");
        }
        try {
            context.replaceUserVm(context.vmOptions());
        } catch (VmRefusedException e) {
            String words = "no fresh Java VM could be started: " + e.getMessage();
            throw new MagicFailedException("VmRefused", words, List.of("VmRefused: " + words));
        }
        context.print(StreamName.STDOUT, "A fresh Java VM. All variables, methods and classes are gone.\n");
        return Optional.empty();
    }
}
