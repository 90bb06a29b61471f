package weft.maven;

/** Is told what a resolution is doing; each line replaces the one before. Called from any thread. */
@FunctionalInterface
public interface Progress {

    void update(String line);
}
