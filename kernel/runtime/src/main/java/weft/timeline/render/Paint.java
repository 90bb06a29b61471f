package weft.timeline.render;

import weft.timeline.layout.HoldBox;
import weft.timeline.model.Hatch;
import weft.timeline.model.ThreadState;

/**
 * The fills of the picture, in one table with their reasons.
 *
 * <p>The states are about equally light (0.65 to 0.78), so that none shouts; joining alone is paler, as main joins for most
 * of many runs. Within that band and near the hues of the Okabe–Ito set they were moved apart until, for deuteranopia, protanopia and tritanopia, the two most alike of them
 * are as far from each other as eight colours can be. Colour is still never alone: each has a hatch or a letter, and a
 * height. Outlines have the hue of their fill and are dark enough for 3:1 against white and against the fill.
 */
enum Paint {
    /** Green is running in every tool; the only plain fill among the states. */
    RUNNING("R", new Oklch(0.771, 0.18, 149), Hatch.SOLID),
    /** Almost grey: nothing happens, and it is not the thread's doing. Beside running it is hollow. */
    READY("C", new Oklch(0.755, 0.039, 227), Hatch.EMPTY),
    /** Most chroma of the waits: others keep the thread out. */
    BLOCKED("B", new Oklch(0.669, 0.171, 38.6), Hatch.CROSSED),
    /** Amber, the common colour of waiting. */
    WAITING("W", new Oklch(0.781, 0.164, 77), Hatch.FALLING),
    /** The quiet relative of waiting: joining ends by itself when work is done. */
    JOINING("J", new Oklch(0.84, 0.04, 61), Hatch.UPRIGHT),
    /** Sky blue, rest that the thread chose. */
    SLEEPING("S", new Oklch(0.681, 0.126, 233), Hatch.LEVEL),
    /** Violet: a rest for a reason that is not known. */
    PARKED("P", new Oklch(0.65, 0.179, 283), Hatch.RISING),
    /** Pink as in most profilers, far from every wait on a thread. */
    IO("I", new Oklch(0.671, 0.108, 357), Hatch.DOTTED),
    /** A lock in use, and no harm in it. */
    HELD("h", new Oklch(0.82, 0.035, 255), Hatch.SOLID),
    /** The colour of those who are blocked meanwhile. */
    CONTENDED("k", new Oklch(0.80, 0.10, 45), Hatch.CROSSED),
    /** Waited for, though nobody has it: a latch, a queue, a condition. */
    AWAITED("a", new Oklch(0.86, 0.08, 85), Hatch.FALLING),
    /** Tasks that wait in a pool's queue. */
    QUEUE("q", new Oklch(0.74, 0.07, 255), Hatch.SOLID),
    /** Everything stands still. */
    PAUSED("p", new Oklch(0.78, 0.07, 300), Hatch.SOLID);

    private final String code;
    private final double lightness;
    private final double chroma;
    private final double hue;
    private final Hatch hatch;
    private final String fillHex;
    private final String outlineHex;

    Paint(String code, Oklch fill, Hatch hatch) {
        this.code = code;
        this.lightness = fill.lightness();
        this.chroma = fill.chroma();
        this.hue = fill.hue();
        this.fillHex = fill.hex();
        this.outlineHex = outlineOf(fill).hex();
        this.hatch = hatch;
    }

    static Paint of(ThreadState state) {
        return switch (state) {
            case RUNNING -> RUNNING;
            case READY, FINISHED -> READY;
            case BLOCKED -> BLOCKED;
            case WAITING -> WAITING;
            case JOINING -> JOINING;
            case SLEEPING -> SLEEPING;
            case PARKED -> PARKED;
            case IO -> IO;
        };
    }

    static Paint of(HoldBox.Use use) {
        return switch (use) {
            case HELD -> HELD;
            case CONTENDED -> CONTENDED;
            case AWAITED -> AWAITED;
        };
    }

    /** A letter for classes and ids; unique in this table. */
    String code() {
        return code;
    }

    Oklch fill() {
        return new Oklch(lightness, chroma, hue);
    }

    /** How tall a bar is where only rough heights are drawn, as a part of the tallest. */
    double part() {
        return switch (this) {
            case RUNNING, PAUSED, QUEUE, CONTENDED -> 1;
            case READY, BLOCKED, IO -> 0.9;
            case WAITING, JOINING, SLEEPING, PARKED, HELD, AWAITED -> 0.75;
        };
    }

    String fillHex() {
        return fillHex;
    }

    String outlineHex() {
        return outlineHex;
    }

    Oklch outline() {
        return outlineOf(fill());
    }

    private static Oklch outlineOf(Oklch fill) {
        return new Oklch(0.36, Math.min(0.09, fill.chroma()), fill.hue());
    }

    Hatch hatch() {
        return hatch;
    }
}
