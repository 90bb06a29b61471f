package weft.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Cells by their numbers, as in {@code 1-4,7}; without any, all cells. */
record CellNumbers(List<int[]> ranges) {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    static CellNumbers parse(String magic, List<String> words) throws MagicUsageException {
        List<int[]> ranges = new ArrayList<>();
        for (String word : String.join(",", words).split(",", -1)) {
            if (word.isBlank()) {
                continue;
            }
            Matcher range = RANGE.matcher(word.strip());
            if (!range.matches()) {
                throw new MagicUsageException(magic + ": \"" + word.strip()
                        + "\" are no numbers of cells; expected numbers and ranges, for example: 1-4,7");
            }
            int first = Integer.parseInt(range.group(1));
            ranges.add(new int[] {first, range.group(2) == null ? first : Integer.parseInt(range.group(2))});
        }
        return new CellNumbers(ranges);
    }

    /**
     * Those of these cells that are meant.
     *
     * @throws MagicUsageException where cells are named and none of them was run
     */
    SortedMap<Integer, String> of(SortedMap<Integer, String> cells, String magic) throws MagicUsageException {
        SortedMap<Integer, String> found = new TreeMap<>(cells);
        found.keySet().removeIf(number -> !contain(number));
        if (found.isEmpty() && !ranges.isEmpty()) {
            String known = cells.isEmpty() ? "none" : cells.firstKey() + "-" + cells.lastKey();
            throw new MagicUsageException(magic + ": no cell \"" + shown() + "\" was run; expected some of " + known
                    + ", for example: 1-4,7");
        }
        return found;
    }

    private String shown() {
        return ranges.stream()
                .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1])
                .collect(Collectors.joining(","));
    }

    private boolean contain(int number) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range[0] <= number && number <= range[1]);
    }
}
