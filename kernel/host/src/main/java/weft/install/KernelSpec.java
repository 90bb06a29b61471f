package weft.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code kernel.json} made from the packaged template. Its paths are absolute, so it outlives the repository that it
 * came from.
 *
 * @param home the folder that holds the kernel's jars and archives
 * @param vmOptions options for the user VM, separated by blanks; empty for none
 */
record KernelSpec(Path home, Jdk jdk, String displayName, String vmOptions) {

    static final String FILE = "kernel.json";
    static final String KERNEL_MAIN = "weft.kernel.Main";

    /** The system property that tells the kernel where the user VM's jar lies; its archive lies beside it. */
    static final String RUNTIME_PROPERTY = "weft.runtime.jar";

    /** The system property that keeps the kernel from loading classes at times of its own. */
    static final String WARM_UP_PROPERTY = "weft.warm-up";

    /** The environment variable from which the kernel takes options of the user VM. */
    static final String VM_OPTIONS_VARIABLE = "WEFT_VM_OPTIONS";

    static final List<String> LOGOS = List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

    private static final String ARCHIVE_OPTIONS = "@archive-options@";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** The command that Jupyter is to run, with the given options for a class-data archive. */
    List<String> command(List<String> archiveOptions) throws IOException {
        List<String> command = new ArrayList<>();
        for (JsonElement argument : template().getAsJsonArray("argv")) {
            if (argument.getAsString().equals(ARCHIVE_OPTIONS)) {
                command.addAll(archiveOptions);
            } else {
                command.add(filled(argument.getAsString()));
            }
        }
        return command;
    }

    /** Those options of the command that open packages of the JDK to the kernel. */
    List<String> exports() throws IOException {
        return command(List.of()).stream()
                .filter(option -> option.startsWith("--add-exports="))
                .toList();
    }

    byte[] json(List<String> archiveOptions) throws IOException {
        JsonObject spec = template();
        JsonArray argv = new JsonArray();
        command(archiveOptions).forEach(argv::add);
        spec.add("argv", argv);
        spec.add("display_name", new JsonPrimitive(displayName));
        if (!vmOptions.isBlank()) {
            spec.getAsJsonObject("env").addProperty(VM_OPTIONS_VARIABLE, vmOptions.strip());
        }
        return (GSON.toJson(spec) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private String filled(String argument) {
        return argument.replace("@java@", jdk.java().toString())
                .replace("@runtime-jar@", home.resolve(Distribution.RUNTIME_JAR).toString())
                .replace("@jar@", home.resolve(Distribution.HOST_JAR).toString());
    }

    private static JsonObject template() throws IOException {
        return GSON.fromJson(new String(resource(FILE), StandardCharsets.UTF_8), JsonObject.class);
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = KernelSpec.class.getResourceAsStream("kernelspec/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The jar holds no kernelspec/" + name);
            }
            return in.readAllBytes();
        }
    }

    /** Whether the folder holds a spec of ours: its command starts our kernel. */
    static boolean isWeft(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            JsonObject spec = GSON.fromJson(Files.readString(file), JsonObject.class);
            return spec != null
                    && spec.has("argv")
                    && spec.getAsJsonArray("argv").contains(new JsonPrimitive(KERNEL_MAIN));
        } catch (JsonParseException | ClassCastException | CharacterCodingException notASpec) {
            return false;
        }
    }
}
