package weft.magic;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import weft.timeline.model.CaptureReader;
import weft.timeline.model.Timeline;
import weft.uservm.OptionWords;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * {@code %%timeline}: runs the cell, records what its threads do, and shows the picture below it. The picture comes also
 * when the cell fails or is interrupted, and before its value, which stays the value of the cell.
 */
final class TimelineMagic implements Magic {

    private static final String ADVICE =
            "Its threads keep what they have; to have them interrupted: %%timeline --interrupt";

    private static final String INTERRUPT_ADVICE =
            "Only lockInterruptibly() and tryLock(…) end at an interrupt; synchronized and lock() wait on";

    private final Comparisons comparisons;

    TimelineMagic(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public String help() {
        return "%%timeline [options] — run the cell and draw what its threads did (%%timeline --help tells the options)";
    }

    @Override
    public List<String> options() {
        return OptionNames.of(new TimelineArguments());
    }

    @Override
    public String usage() {
        return commandLine(new TimelineArguments()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        TimelineArguments parsed = parse(arguments, context);
        if (parsed.help()) {
            return Optional.empty();
        }
        if (body.isBlank()) {
            throw new MagicUsageException("%%timeline: there is \"no\" code to record; write %%timeline on the first"
                    + " line of a cell and the code below it.");
        }
        context.recordNextRun(parsed.drawing().titleOr("Cell " + context.cellNumber()), parsed.interrupt());
        TimelineOutput output = new TimelineOutput(
                comparisons, parsed.picture(), parsed.drawing().options());
        if (!parsed.live()) {
            return record(parsed, body, context, output, picture -> context.display(picture, null, false));
        }
        try (LivePicture live = LivePicture.start(context, output::unfinished)) {
            return record(parsed, body, context, output, live::finish);
        }
    }

    private static Optional<MimeBundle> record(
            TimelineArguments parsed,
            String body,
            MagicContext context,
            TimelineOutput output,
            TimelineOutput.Place place)
            throws MagicFailedException {
        Optional<MimeBundle> value = Optional.empty();
        MagicFailedException failure = null;
        try {
            value = context.runCode(body, true);
        } catch (MagicFailedException e) {
            failure = e;
        }
        try {
            // As in a program, the others go on when main has failed; an interrupt has told them to end.
            if (failure == null || !failure.ename().equals("Interrupted")) {
                tellStillRunning(
                        context,
                        parsed,
                        context.awaitCellThreads(parsed.drawing().waitMillis()));
            }
            Optional<Timeline> recorded = context.stopRecording().map(CaptureReader::read);
            if (recorded.isPresent()) {
                Timeline timeline = recorded.get();
                output.show(timeline, parsed.drawing().runOr(body), place, context);
                failure = failure == null ? null : deadlock(parsed, timeline).orElse(failure);
            } else if (failure == null) {
                context.print(StreamName.STDERR, "note: this cell only declares, so there is no timeline of it\n");
            }
        } catch (RecordingFailedException e) {
            if (failure == null) {
                throw failed(e);
            }
            // The cell has failed with words of its own; that the picture is missing is said beside them.
            context.print(StreamName.STDERR, "note: there is no timeline of this cell: " + e.getMessage() + "\n");
        }
        if (failure != null) {
            throw failure;
        }
        return value;
    }

    private static Optional<MagicFailedException> deadlock(TimelineArguments parsed, Timeline timeline) {
        return parsed.interrupt()
                ? Deadlocks.failure(timeline, "its threads were interrupted", INTERRUPT_ADVICE)
                : Deadlocks.failure(timeline, "it was given up", ADVICE);
    }

    private static CommandLine commandLine(TimelineArguments arguments) {
        return new CommandLine(arguments).setCommandName("%%timeline").setUsageHelpLongOptionsMaxWidth(24);
    }

    private static TimelineArguments parse(String arguments, MagicContext context) throws MagicUsageException {
        TimelineArguments parsed = new TimelineArguments();
        CommandLine line = commandLine(parsed);
        try {
            line.parseArgs(OptionWords.split(arguments).toArray(String[]::new));
            parsed.check();
        } catch (ParameterException | IllegalArgumentException e) {
            throw new MagicUsageException(
                    "%%timeline: " + OptionErrors.sentence(e) + " For help type: %%timeline --help");
        }
        if (parsed.help()) {
            context.print(StreamName.STDOUT, line.getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
        return parsed;
    }

    private static void tellStillRunning(MagicContext context, TimelineArguments parsed, List<String> threads) {
        if (!threads.isEmpty()) {
            context.print(
                    StreamName.STDERR,
                    "note: after " + parsed.drawing().waitMillis() / 1000.0 + " s these threads of the cell still run: "
                            + String.join(", ", threads)
                            + "; the timeline ends here. To wait longer: %%timeline --wait 60\n");
        }
    }

    private static MagicFailedException failed(RecordingFailedException e) {
        String words = "there is no timeline of this cell: " + e.getMessage();
        return new MagicFailedException("NoTimeline", words, List.of("NoTimeline: " + words));
    }
}
