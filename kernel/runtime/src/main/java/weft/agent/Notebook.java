package weft.agent;

/** Stands for the notebook where Java would have a class: the monitor of its top-level synchronized methods. */
public final class Notebook {
    private Notebook() {}
}
