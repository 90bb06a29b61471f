package weft.install;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes an installed kernel away again, and nothing that is not ours. */
@Command(name = "uninstall", description = "Remove the kernel from Jupyter; print every path that is removed.")
final class UninstallCommand implements Callable<Integer> {

    private final Machine machine;

    @Mixin
    private Place place = new Place();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    UninstallCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        SpecFolder folder = new SpecFolder(
                place.kernels(new JupyterDirs(machine)),
                place.name(),
                place.dryRun(),
                spec.commandLine().getOut());
        if (!KernelSpec.isWeft(folder.path())) {
            throw new RefusedException("There is no Weft kernel in \"" + folder.path()
                    + "\"; nothing was removed. To see where kernels are, type: jupyter kernelspec list");
        }
        folder.remove();
        return 0;
    }
}
