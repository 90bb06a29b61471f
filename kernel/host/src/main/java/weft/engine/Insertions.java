package weft.engine;

import java.util.Map;
import java.util.TreeMap;

/** Words that JShell gets and the author has not written. What the compiler marks is told at the author's own place. */
final class Insertions {

    /** Position in the author's text → what is written before it. */
    private final TreeMap<Integer, String> inserted = new TreeMap<>();

    void add(int position, String words) {
        inserted.merge(position, words, String::concat);
    }

    String in(String text) {
        StringBuilder whole = new StringBuilder(text);
        inserted.descendingMap().forEach(whole::insert);
        return whole.toString();
    }

    /** Where a position of the text with the insertions stands in the author's. */
    int original(int position) {
        int shift = 0;
        for (Map.Entry<Integer, String> entry : inserted.entrySet()) {
            int start = entry.getKey() + shift;
            int length = entry.getValue().length();
            if (position < start) {
                break;
            }
            if (position < start + length) {
                return entry.getKey();
            }
            shift += length;
        }
        return position - shift;
    }
}
