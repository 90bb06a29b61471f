package weft.magic;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import weft.language.Nearest;

/** What to type in place of a magic that is not there: the one that was meant, or what other kernels call so. */
final class UnknownMagic {

    /** Of IPython, IJava, JJava, the Rapaio kernel and Ganymede. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("vars", "variables, methods and classes are listed by %who"),
            Map.entry("methods", "variables, methods and classes are listed by %who"),
            Map.entry("types", "variables, methods and classes are listed by %who"),
            Map.entry("dependency", "libraries come by %maven group:artifact:version"),
            Map.entry("mavenRepo", "a repository is named with the library: %maven --repo URL group:artifact:version"),
            Map.entry("pom", "libraries come by %maven group:artifact:version"),
            Map.entry("pip", "packages for %%python come by %sh python3 -m pip install NAME"),
            Map.entry("conda", "packages for %%python come by %sh conda install --yes NAME"),
            Map.entry("cd", "a Java VM keeps its folder; name files by their path, as in %run ../Work.java"),
            Map.entry("ls", "the shell is %sh, as in %sh ls"),
            Map.entry("cat", "the shell is %sh, as in %sh cat FILE"),
            Map.entry("pwd", "the shell is %sh, as in %sh pwd"),
            Map.entry("system", "the shell is %sh, as in %sh ls"),
            Map.entry("script", "the shell is %%sh, Python is %%python"),
            Map.entry("javascript", "a page's code stands in %%html, in <script> … </script>"),
            Map.entry("js", "a page's code stands in %%html, in <script> … </script>"),
            Map.entry("python3", "Python is %%python"),
            Map.entry("prun", "%%timeline shows what threads do, %timeit how long code takes"),
            Map.entry("imports", "every cell has the usual imports; which, says the README"),
            Map.entry("capture", "a cell's output goes away by clearOutput()"),
            Map.entry("debug", "%help NAME tells what a name is, %who what there is"));

    private UnknownMagic() {}

    static MagicUsageException of(String name, Collection<String> known) {
        String instead = Optional.ofNullable(ELSEWHERE.get(name))
                .or(() -> Nearest.of(name, known).map(near -> "did you mean %" + near + "?"))
                .map(words -> "; " + words)
                .orElse("");
        return new MagicUsageException("There is no magic \"%" + name + "\"" + instead
                + (instead.endsWith("?") ? "" : ".") + " To list them all, type: %lsmagic");
    }
}
