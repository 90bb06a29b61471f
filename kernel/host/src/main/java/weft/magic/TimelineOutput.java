package weft.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import weft.timeline.layout.TimelineOptions;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;
import weft.timeline.render.TimelineDisplay;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** Shows a recorded run: as a picture under the cell, beside the runs that it is compared with, and in files. */
final class TimelineOutput {

    private final Comparisons comparisons;
    private final PictureArguments arguments;
    private final TimelineOptions options;

    TimelineOutput(Comparisons comparisons, PictureArguments arguments, TimelineOptions options) {
        this.comparisons = comparisons;
        this.arguments = arguments;
        this.options = options;
    }

    /** A run that has not ended, alone. */
    MimeBundle unfinished(Timeline timeline) {
        return TimelineDisplay.bundle(List.of(timeline), options);
    }

    /**
     * The whole picture.
     *
     * @param run what the run is known by in a comparison
     * @throws MagicFailedException when a file cannot be written; the picture has been shown
     */
    void show(Timeline timeline, String run, Place place, MagicContext context) throws MagicFailedException {
        List<Timeline> runs = runs(timeline, run, context);
        place.show(TimelineDisplay.bundleToKeep(runs, options));
        for (Path file : arguments.files()) {
            try {
                byte[] content = SavedForm.of(file).content(TimelineDisplay.picture(runs, options), runs);
                Files.write(file, content);
                context.print(StreamName.STDOUT, "Saved " + file + ", " + Words.count(content.length, "byte") + "\n");
            } catch (IOException e) {
                throw notSaved(file, e);
            }
        }
    }

    /** Where the picture is to stand. */
    interface Place {
        void show(MimeBundle picture);
    }

    private List<Timeline> runs(Timeline timeline, String run, MagicContext context) {
        if (arguments.comparison().isEmpty()) {
            return List.of(timeline);
        }
        String name = arguments.comparison().get();
        if (arguments.fresh()) {
            comparisons.forget(name);
        }
        Comparisons.Runs runs = comparisons.add(name, run, timeline);
        runs.dropped()
                .ifPresent(dropped -> context.print(
                        StreamName.STDERR,
                        "note: a comparison shows " + runs.all().size() + " runs at most; the oldest of \"" + name
                                + "\", \"" + dropped.title() + "\", is left out\n"));
        return runs.all();
    }

    private static MagicFailedException notSaved(Path file, IOException e) {
        String words = "\"" + file + "\" could not be written (" + e + "); give another place after --save";
        return new MagicFailedException("NotSaved", words, List.of("NotSaved: " + words));
    }
}
