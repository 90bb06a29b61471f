package weft.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import weft.uservm.OptionWords;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** Magics that read and write files: {@code %load}, {@code %run}, {@code %save}, {@code %%writefile}. */
final class FileMagics {

    private FileMagics() {}

    static List<Magic> all() {
        return List.of(new Load(), new Run(), new Save(), new WriteFile());
    }

    private record Load() implements Magic {
        @Override
        public String name() {
            return "load";
        }

        @Override
        public String help() {
            return "%load FILE — put the text of a file in the place of this cell";
        }

        @Override
        public Operand operand() {
            return Operand.FILE;
        }

        @Override
        public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
                throws MagicUsageException, MagicFailedException {
            context.nextInput("// %load " + arguments + "\n" + read(name(), fileOf(name(), arguments)), true);
            return Optional.empty();
        }
    }

    private record Run() implements Magic {
        @Override
        public String name() {
            return "run";
        }

        @Override
        public String help() {
            return "%run FILE — run the Java code of a file as if it stood in this cell";
        }

        @Override
        public Operand operand() {
            return Operand.FILE;
        }

        @Override
        public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
                throws MagicUsageException, MagicFailedException {
            Path file = fileOf(name(), arguments);
            return context.runFile(file.toString(), read(name(), file));
        }
    }

    private record Save() implements Magic {
        @Override
        public String name() {
            return "save";
        }

        @Override
        public String help() {
            return "%save FILE [CELLS] — write cells that were run into a file, as in: %save Work.java 1-4,7";
        }

        @Override
        public Operand operand() {
            return Operand.FILE;
        }

        @Override
        public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
                throws MagicUsageException, MagicFailedException {
            List<String> words = new ArrayList<>(OptionWords.split(arguments));
            // As in IPython, where it means what is done here anyway.
            words.remove("-f");
            refuseOptions(name(), words);
            Path file = fileOf(name(), words.isEmpty() ? "" : words.get(0));
            CellNumbers wanted = CellNumbers.parse("%save", words.subList(Math.min(1, words.size()), words.size()));
            StringBuilder text = new StringBuilder();
            SortedMap<Integer, String> others = new TreeMap<>(context.cells());
            others.remove(context.cellNumber());
            wanted.of(others, "%save")
                    .forEach((number, code) -> text.append("// cell ")
                            .append(number)
                            .append('\n')
                            .append(code.strip())
                            .append("\n\n"));
            write(name(), file, text.toString(), StandardOpenOption.TRUNCATE_EXISTING);
            context.print(StreamName.STDOUT, "Written: " + file.toAbsolutePath() + "\n");
            return Optional.empty();
        }
    }

    private record WriteFile() implements Magic {
        @Override
        public String name() {
            return "writefile";
        }

        @Override
        public String help() {
            return "%%writefile [-a] FILE — write the rest of the cell into a file, with -a at its end";
        }

        @Override
        public Operand operand() {
            return Operand.FILE;
        }

        @Override
        public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
                throws MagicUsageException, MagicFailedException {
            boolean append = arguments.matches("-a(\\s.*)?");
            String rest = append ? arguments.substring(2).strip() : arguments;
            refuseOptions(name(), OptionWords.split(rest));
            Path file = fileOf(name(), rest);
            write(name(), file, body, append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
            context.print(StreamName.STDOUT, "Written: " + file.toAbsolutePath() + "\n");
            return Optional.empty();
        }
    }

    /** Else a file of that name would be made, which a shell cannot remove without tricks. */
    private static void refuseOptions(String magic, List<String> words) throws MagicUsageException {
        if (!words.isEmpty() && words.get(0).startsWith("-")) {
            throw new MagicUsageException("%" + magic + ": there is no option \"" + words.get(0) + "\"; for example: %"
                    + magic + " Work.java");
        }
    }

    private static Path fileOf(String magic, String argument) throws MagicUsageException {
        // A name with blanks may stand in quotes or not.
        List<String> words = OptionWords.split(argument);
        String name = words.size() == 1 ? words.get(0) : argument.strip();
        if (name.isEmpty()) {
            throw new MagicUsageException(
                    "%" + magic + ": expected a file, not \"\"; for example: %" + magic + " Work.java");
        }
        return Path.of(name);
    }

    private static String read(String magic, Path file) throws MagicFailedException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw failed(magic, file, e);
        }
    }

    private static void write(String magic, Path file, String text, OpenOption how) throws MagicFailedException {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw failed(magic, file, e);
        }
    }

    private static MagicFailedException failed(String magic, Path file, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file or folder" : String.valueOf(e);
        String words = "%" + magic + ": \"" + file.toAbsolutePath() + "\": " + why;
        return new MagicFailedException("FileFailed", words, List.of("FileFailed: " + words));
    }
}
