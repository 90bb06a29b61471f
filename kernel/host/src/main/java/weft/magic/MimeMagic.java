package weft.magic;

import java.util.Optional;
import weft.wire.MimeBundle;

/** {@code %%html} and its like: shows the body of the cell as what it is. */
record MimeMagic(String name, String mimeType) implements Magic {

    @Override
    public String help() {
        return "%%" + name + " — show the rest of the cell as " + mimeType;
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        String text = body.isBlank() ? arguments : body;
        if (text.isBlank()) {
            throw new MagicUsageException("%%" + name + ": there is \"nothing\" to show; write it below the first line"
                    + " of the cell, which is: %%" + name);
        }
        context.display(MimeBundle.text(text).with(mimeType, text), null, false);
        return Optional.empty();
    }
}
