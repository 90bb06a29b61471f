package weft.agent;

import weft.display.Display;
import weft.wire.MimeBundle;
import weft.wire.ToHost;

/** Sends what a cell shows to the host, under the cell of the thread that shows it. */
record HostDisplay(Outbox outbox) implements Display.Sink {

    @Override
    public void show(MimeBundle bundle, String displayId, boolean update) {
        int cell = CurrentCell.forOutput();
        outbox.show(cell, new ToHost.Display(cell, bundle, displayId, update));
    }

    @Override
    public void clear(boolean onNext) {
        int cell = CurrentCell.forOutput();
        outbox.show(cell, new ToHost.ClearOutput(cell, onNext));
    }
}
