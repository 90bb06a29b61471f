package weft.language;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that a mistyped one was most likely meant to be. */
public final class Nearest {

    private Nearest() {}

    /** Empty where nothing is near enough: a wrong guess teaches worse than none. */
    public static Optional<String> of(String name, Collection<String> candidates) {
        int allowed = name.length() <= 2 ? 0 : name.length() <= 5 ? 1 : 2;
        String nearest = null;
        int least = allowed + 1;
        for (String candidate : candidates) {
            if (candidate.equals(name)) {
                continue;
            }
            int distance = candidate.equalsIgnoreCase(name)
                    ? 0
                    : distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            // Of two that are as near, the longer: letters are left out more often than put in.
            boolean longer = nearest != null && distance == least && candidate.length() > nearest.length();
            if (distance < least || longer) {
                least = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Letters put in, left out, changed, or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int[][] cost, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
    }
}
