package weft.install;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/**
 * The command line of the kernel's jar. Jupyter never comes this way: a kernel spec names {@code weft.kernel.Main}
 * itself, so that no kernel pays for loading a command-line parser.
 */
@Command(
        name = "weft",
        description = "Weft, a Java kernel for Jupyter that shows what threads do.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class)
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Machine machine = new Machine(System.getenv(), System.getProperties());
        System.exit(commandLine(machine, Distribution.running()).execute(helpAsked(args)));
    }

    /** {@code help install} is what other programs make of {@code install --help}. */
    static String[] helpAsked(String... args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        return args.length == 1 ? new String[] {"--help"} : new String[] {args[1], "--help"};
    }

    static CommandLine commandLine(Machine machine, Distribution distribution) {
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(new InstallCommand(machine, distribution))
                .addSubcommand(new UninstallCommand(machine))
                .addSubcommand(new KernelCommand(distribution));
        commands.setExecutionExceptionHandler(Main::report);
        return commands;
    }

    /** A refusal is the user's to mend and needs its message alone; anything else is ours and keeps its trace. */
    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof RefusedException) {
            err.println(failure.getMessage());
        } else if (failure instanceof FileSystemException unwritable) {
            err.println(words(unwritable));
        } else {
            err.println("Internal error (please report): " + failure);
            failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** A folder without the right to write, a full disk, a file where a folder should be. */
    private static String words(FileSystemException failure) {
        String reason = failure instanceof AccessDeniedException
                ? "permission denied"
                : failure instanceof NoSuchFileException ? "no such file or folder" : failure.getReason();
        return "\"" + failure.getFile() + "\" cannot be written or removed: " + reason
                + "; name a place that is yours: --user, --sys-prefix or --prefix DIR";
    }

    /** The version in the jar's manifest, with the JDK that runs it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "weft " + (version == null ? "(not packaged)" : version),
                "JDK " + Runtime.version() + " in " + Path.of(System.getProperty("java.home"))
            };
        }
    }
}
