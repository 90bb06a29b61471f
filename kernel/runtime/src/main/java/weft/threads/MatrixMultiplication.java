package weft.threads;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Random;

/**
 * Two square matrices multiplied: CPU-bound work. A part is a band of rows of the product.
 *
 * <p>The numbers are whole, so that every way must come to exactly the same result. Time grows with the third power
 * of the size.
 *
 * <p><b>Threads.</b> The factors are never written after the constructor; each part makes its own rows.
 */
public final class MatrixMultiplication implements Work<long[][]>, Serializable {

    private static final int PARTS = 16;

    private final int size;
    private final long[][] left;
    private final long[][] right;

    private MatrixMultiplication(int size) {
        this.size = size;
        Random random = new Random(size);
        left = random(size, random);
        right = random(size, random);
    }

    /** Two matrices of that size, always filled in the same way. */
    public static MatrixMultiplication of(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "no size for a matrix: \"" + size + "\"; take MatrixMultiplication.of(400), for example");
        }
        return new MatrixMultiplication(size);
    }

    private static long[][] random(int size, Random random) {
        long[][] rows = new long[size][size];
        for (long[] row : rows) {
            Arrays.setAll(row, column -> random.nextInt(100));
        }
        return rows;
    }

    @Override
    public String name() {
        return "Matrix multiplication, " + size + " × " + size;
    }

    @Override
    public Bound bound() {
        return Bound.CPU;
    }

    @Override
    public int parts() {
        return Math.min(PARTS, size);
    }

    @Override
    public long[][] part(int index) {
        int from = index * size / parts();
        int to = (index + 1) * size / parts();
        long[][] rows = new long[to - from][size];
        for (int row = from; row < to; row++) {
            multiply(left[row], rows[row - from]);
            Gil.checkpoint();
        }
        return rows;
    }

    private void multiply(long[] factors, long[] product) {
        for (int k = 0; k < size; k++) {
            long factor = factors[k];
            long[] other = right[k];
            for (int column = 0; column < size; column++) {
                product[column] += factor * other[column];
            }
        }
    }
}
