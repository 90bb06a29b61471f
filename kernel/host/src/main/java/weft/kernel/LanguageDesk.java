package weft.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import weft.engine.Engine;
import weft.language.Completeness;
import weft.language.Completion;
import weft.protocol.CodePoints;
import weft.protocol.CompleteReply;
import weft.protocol.CompleteReply.TypedMatch;
import weft.protocol.CompleteRequest;
import weft.protocol.InspectReply;
import weft.protocol.InspectRequest;
import weft.protocol.IsCompleteReply;
import weft.protocol.IsCompleteRequest;
import weft.protocol.Message;
import weft.wire.MimeBundle;

/**
 * Answers questions about code. Positions are code points outside and UTF-16 units inside.
 *
 * <p><b>Threads.</b> One thread at a time, beside the one that runs cells.
 */
final class LanguageDesk {

    private final CompletableFuture<Engine> engine;

    LanguageDesk(CompletableFuture<Engine> engine) {
        this.engine = engine;
    }

    /** Makes the first real answers as fast as the next. */
    void warmUp() {
        String code = "\"\".length";
        engine.join().complete(code, code.length());
        engine.join().completeness("0");
    }

    CompleteReply complete(Message message) {
        CompleteRequest request = message.content(CompleteRequest.class);
        String code = request.code();
        Completion completion = engine.join().complete(code, request.cursor());
        int start = CodePoints.fromIndex(code, completion.start());
        int end = CodePoints.fromIndex(code, completion.end());
        List<TypedMatch> matches = completion.matches().stream()
                .map(match -> new TypedMatch(start, end, match.text(), match.type(), match.signature()))
                .toList();
        return CompleteReply.of(matches, start, end);
    }

    InspectReply inspect(Message message) {
        InspectRequest request = message.content(InspectRequest.class);
        Optional<MimeBundle> found = engine.join().inspect(request.code(), request.cursor(), request.detailLevel());
        return found.map(bundle -> new InspectReply("ok", true, Bundles.data(bundle), Bundles.metadata(bundle)))
                .orElseGet(() -> new InspectReply("ok", false, new JsonObject(), new JsonObject()));
    }

    IsCompleteReply completeness(Message message) {
        Completeness answer = engine.join()
                .completeness(message.content(IsCompleteRequest.class).code());
        String status = answer.status().name().toLowerCase(Locale.ROOT);
        @Nullable String indent = answer.status() == Completeness.Status.INCOMPLETE ? answer.indent() : null;
        return new IsCompleteReply(status, indent);
    }
}
