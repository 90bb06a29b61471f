package weft.timeline.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import weft.timeline.model.Hatch;
import weft.timeline.model.ThreadState;

/** The palette for eyes of every kind, and for paper. */
class PaintTest {

    /** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to the matrices
    private enum Eye {
        NORMAL(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
        PROTANOPE(new double[][] {
            {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
        }),
        DEUTERANOPE(new double[][] {
            {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
        }),
        TRITANOPE(new double[][] {
            {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
        });

        private final double[][] matrix;

        Eye(double[][] matrix) {
            this.matrix = matrix;
        }

        double[] sees(double[] rgb) {
            double[] seen = new double[3];
            for (int row = 0; row < 3; row++) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    sum += matrix[row][i] * rgb[i];
                }
                seen[row] = Math.max(0, Math.min(1, sum));
            }
            return seen;
        }
    }

    /** Four times the difference that is just seen (about 0.02 in OKLab); more is not possible for eight. */
    private static final double APART = 0.078;

    private static final double EQUALLY_LIGHT = 0.14;

    private static final List<ThreadState> DRAWN = List.of(
            ThreadState.RUNNING,
            ThreadState.READY,
            ThreadState.BLOCKED,
            ThreadState.WAITING,
            ThreadState.JOINING,
            ThreadState.SLEEPING,
            ThreadState.PARKED,
            ThreadState.IO);

    @ParameterizedTest
    @EnumSource(Eye.class)
    void states_seenByAnyEye_differ(Eye eye) {
        for (ThreadState a : DRAWN) {
            for (ThreadState b : DRAWN) {
                if (a.compareTo(b) < 0) {
                    double distance = distance(
                            lab(eye.sees(Paint.of(a).fill().linear())),
                            lab(eye.sees(Paint.of(b).fill().linear())));
                    assertThat(distance).as("%s and %s for a %s eye", a, b, eye).isGreaterThan(APART);
                }
            }
        }
    }

    @Test
    void states_exceptJoining_areAboutEquallyLight() {
        List<Double> light = DRAWN.stream()
                .filter(state -> state != ThreadState.JOINING)
                .map(state -> Paint.of(state).fill().lightness())
                .sorted()
                .toList();

        assertThat(light.get(light.size() - 1) - light.get(0)).isLessThan(EQUALLY_LIGHT);
    }

    @ParameterizedTest
    @EnumSource(Paint.class)
    void outline_onItsFillAndOnPaper_hasContrastThree(Paint paint) {
        assertThat(contrast(paint.outline().linear(), paint.fill().linear())).isGreaterThanOrEqualTo(3);
        assertThat(contrast(paint.outline().linear(), rgb(Ink.PAGE.on(false)))).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Paint.class)
    void fill_onTheDarkPage_hasContrastThree(Paint paint) {
        assertThat(contrast(paint.fill().linear(), rgb(Ink.PAGE.on(true)))).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Paint.class)
    void letters_onAnyFill_haveContrastOfText(Paint paint) {
        assertThat(contrast(rgb(Ink.ON_FILL.on(false)), paint.fill().linear())).isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @EnumSource(Paint.class)
    void letters_onAnyFillUnderAPause_haveContrastOfText(Paint paint) {
        for (boolean dark : List.of(false, true)) {
            double[] letters = over(Ink.PAUSE.on(dark), PictureDrawing.PAUSE_OVER, Ink.ON_FILL.on(dark));
            double[] fill = over(Ink.PAUSE.on(dark), PictureDrawing.PAUSE_OVER, paint.fillHex());
            assertThat(contrast(letters, fill)).as("dark: %s", dark).isGreaterThanOrEqualTo(4.5);
        }
    }

    @ParameterizedTest
    @EnumSource(Paint.class)
    void printedGrey_letsLettersAndHatchingStandOut(Paint paint) {
        double[] grey = over(paint.fillHex(), SvgStyle.PRINT_FILL, "#ffffff");

        assertThat(contrast(rgb(Ink.ON_FILL.on(false)), grey)).isGreaterThanOrEqualTo(7);
        assertThat(contrast(paint.outline().linear(), grey)).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void headOfADeadlock_andEdgesOfPauses_standOutFromBothPages() {
        for (Ink ink : List.of(Ink.ALERT, Ink.ARROW, Ink.PAUSE, Ink.LIFE)) {
            assertThat(contrast(rgb(ink.on(false)), rgb(Ink.PAGE.on(false))))
                    .as("%s", ink)
                    .isGreaterThanOrEqualTo(3);
            assertThat(contrast(rgb(ink.on(true)), rgb(Ink.PAGE.on(true))))
                    .as("%s", ink)
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void usesOfALock_seenByAnyEye_differ() {
        List<Paint> uses = List.of(Paint.HELD, Paint.CONTENDED, Paint.AWAITED);
        for (Eye eye : Eye.values()) {
            for (Paint a : uses) {
                for (Paint b : uses.subList(uses.indexOf(a) + 1, uses.size())) {
                    double distance = distance(
                            lab(eye.sees(a.fill().linear())),
                            lab(eye.sees(b.fill().linear())));
                    boolean apart = distance > APART || a.hatch() != b.hatch();
                    assertThat(apart).as("%s and %s for a %s eye", a, b, eye).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ink.class,
            names = {"TEXT", "MUTED", "ALERT", "PAUSE"})
    void inkOfText_onBothPages_hasContrastOfText(Ink ink) {
        assertThat(contrast(rgb(ink.on(false)), rgb(Ink.PAGE.on(false)))).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(rgb(ink.on(true)), rgb(Ink.PAGE.on(true)))).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void states_inGrey_differInHatch() {
        Map<Hatch, ThreadState> seen = new EnumMap<>(Hatch.class);
        for (ThreadState state : DRAWN) {
            assertThat(seen.put(Paint.of(state).hatch(), state))
                    .as("who else has the hatch of %s", state)
                    .isNull();
        }
    }

    @Test
    void states_withoutHatchOrColour_differInLetter() {
        Set<Character> letters = new HashSet<>();
        for (ThreadState state : ThreadState.values()) {
            assertThat(letters.add(state.letter())).as("%s", state).isTrue();
        }
    }

    @Test
    void paints_ofStates_haveTheHatchThatTheStateNames() {
        for (ThreadState state : DRAWN) {
            assertThat(Paint.of(state).hatch()).isEqualTo(state.hatch());
        }
    }

    @Test
    void codes_ofAllPaints_areUnique() {
        List<String> codes = new ArrayList<>();
        for (Paint paint : Paint.values()) {
            codes.add(paint.code());
        }

        assertThat(codes).doesNotHaveDuplicates();
    }

    private static double contrast(double[] a, double[] b) {
        double brighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(double[] rgb) {
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    private static double[] rgb(String hex) {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            double value = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            linear[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }
        return linear;
    }

    /** What is seen where one colour lies over another, as a browser mixes them. */
    private static double[] over(String top, double opacity, String below) {
        StringBuilder mixed = new StringBuilder("#");
        for (int i = 1; i < 7; i += 2) {
            double part = opacity * Integer.parseInt(top.substring(i, i + 2), 16)
                    + (1 - opacity) * Integer.parseInt(below.substring(i, i + 2), 16);
            mixed.append(String.format(Locale.ROOT, "%02x", Math.round(part)));
        }
        return rgb(mixed.toString());
    }

    private static double[] lab(double[] rgb) {
        double l = Math.cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]);
        double m = Math.cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]);
        double s = Math.cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
