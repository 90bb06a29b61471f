package weft.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            List<String> words = OptionWords.split(arguments);
            Path file = fileOf(name(), words.isEmpty() ? "" : words.get(0));
            CellNumbers wanted = CellNumbers.parse("%save", words.subList(Math.min(1, words.size()), words.size()));
            StringBuilder text = new StringBuilder();
            context.cells().forEach((number, code) -> {
                if (wanted.contain(number) && number != context.cellNumber()) {
                    text.append("// cell ")
                            .append(number)
                            .append('\n')
                            .append(code.strip())
                            .append("\n\n");
                }
            });
            write(name(), file, text.toString());
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
            return "%%writefile FILE — write the rest of the cell into a file";
        }

        @Override
        public Operand operand() {
            return Operand.FILE;
        }

        @Override
        public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
                throws MagicUsageException, MagicFailedException {
            Path file = fileOf(name(), arguments);
            write(name(), file, body);
            context.print(StreamName.STDOUT, "Written: " + file.toAbsolutePath() + "\n");
            return Optional.empty();
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

    private static void write(String magic, Path file, String text) throws MagicFailedException {
        try {
            Files.writeString(file, text);
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
