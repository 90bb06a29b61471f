package weft.install;

import java.io.PrintWriter;
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
        System.exit(commandLine(machine, Distribution.running()).execute(args));
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
        } else {
            err.println("Internal error (please report): " + failure);
            failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
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
