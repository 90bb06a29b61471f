package weft.threads;

/** What each of several threads is given to do; it is told which of them it runs in, counted from 0. */
@FunctionalInterface
public interface NumberedTask {

    void run(int index) throws Exception;
}
