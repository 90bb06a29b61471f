package weft.javac;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.ClassFinder;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.PackageSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import java.util.ArrayList;
import java.util.List;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * A compiler that knows libraries from one class to the next: 1 ms for a short class, where a compiler that is made for it
 * takes ten times as long. One package may have other classes each time.
 *
 * <p>It needs {@code com.sun.tools.javac.api}, {@code .code} and {@code .util} of the module jdk.compiler; without them,
 * or with a JDK that has other ones, its constructor or {@link #compile} ends in a {@link LinkageError}.
 *
 * <p><b>Threads.</b> One at a time.
 */
public final class ReusableCompiler {

    private final JavaFileManager files;
    private final List<String> options;
    private final String changing;
    /** A compiler that an exception has left is not put back into it. */
    private final JavacTaskPool pool = new JavacTaskPool(1);

    /**
     * @param files where classes are found and put; those of a library must stay the same
     * @param options of javac
     * @param changing the package that may have other classes each time
     */
    public ReusableCompiler(JavaFileManager files, List<String> options, String changing) {
        this.files = files;
        this.options = List.copyOf(options);
        this.changing = changing;
    }

    /**
     * Compiles a source file.
     *
     * @return whether there are classes of it, and not only problems
     */
    public boolean compile(JavaFileObject source, DiagnosticListener<JavaFileObject> problems) {
        return pool.getTask(null, files, problems, options, null, List.of(source), this::compile);
    }

    private boolean compile(JavacTask task) {
        // The task has none any more after its call.
        Context context = ((BasicJavacTask) task).getContext();
        try {
            return task.call();
        } finally {
            forgetChanging(context);
        }
    }

    /** Else the package would be what it was when it was first asked for. */
    @SuppressWarnings("ASTHelpersSuggestions") // for checkers of source; their library is not here
    private void forgetChanging(Context context) {
        Symtab symbols = Symtab.instance(context);
        Name name = Names.instance(context).fromString(changing);
        PackageSymbol known = symbols.getPackage(symbols.unnamedModule, name);
        if (known == null) {
            return;
        }
        List<Name> classes = new ArrayList<>();
        for (ClassSymbol one : symbols.getAllClasses()) {
            if (one.packge() == known) {
                classes.add(one.flatName());
            }
        }
        classes.forEach(one -> symbols.removeClass(symbols.unnamedModule, one));
        known.members_field = null;
        known.completer = ClassFinder.instance(context).getCompleter();
    }
}
