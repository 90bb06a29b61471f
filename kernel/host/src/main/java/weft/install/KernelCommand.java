package weft.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the kernel from the bare jar, without a kernel spec. It is there for trying and for debugging. */
@Command(name = "kernel", description = "Start the kernel on a connection file, as Jupyter does.")
final class KernelCommand implements Callable<Integer> {

    private final Distribution distribution;

    @Parameters(paramLabel = "CONNECTION_FILE", description = "The file that Jupyter wrote for the kernel.")
    private Path connectionFile = Path.of("");

    KernelCommand(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws ReflectiveOperationException, IOException {
        if (!Files.isReadable(connectionFile)) {
            throw new RefusedException("There is no connection file \"" + connectionFile
                    + "\" to read; name the file that Jupyter wrote, for example: kernel ~/kernel-1.json");
        }
        if (System.getProperty(KernelSpec.RUNTIME_PROPERTY) == null) {
            System.setProperty(
                    KernelSpec.RUNTIME_PROPERTY, distribution.unpackedRuntime().toString());
        }
        // By name: the kernel's start must not load this package, and this package not the kernel's.
        Class<?> kernel = Class.forName(KernelSpec.KERNEL_MAIN);
        kernel.getMethod("main", String[].class).invoke(null, (Object) new String[] {connectionFile.toString()});
        return 0;
    }
}
