package weft.language;

import java.util.List;

/**
 * Completions of the text between two positions.
 *
 * @param start first position that a match replaces, in UTF-16 units
 * @param end position after the last that a match replaces
 */
public record Completion(List<Match> matches, int start, int end) {
    public Completion {
        matches = List.copyOf(matches);
    }

    /**
     * One completion.
     *
     * @param type {@code class}, {@code function}, {@code keyword}, {@code instance}, {@code module}, {@code magic} …,
     *     as JupyterLab draws them
     * @param signature as in {@code (int index, E element)}; empty where there is none
     */
    public record Match(String text, String type, String signature) {}
}
