package org.dyvedeep.tools.cli;

import org.dyvedeep.knobs.tune.TuneListener;
import org.dyvedeep.tools.report.Progress;

/** Shows how far a search has come: one bar a task. */
final class TuneProgress implements TuneListener, AutoCloseable {
  private final Verb verb;
  private String task = "";
  private Progress bar = Progress.silent();

  TuneProgress(Verb verb) {
    this.verb = verb;
  }

  @Override
  public void progress(String name, long done, long total) {
    if (!name.equals(task)) {
      bar.close();
      task = name;
      bar = verb.progress(name, total < 0 ? "runs of the network" : "layers", total);
    }
    bar.done(done);
  }

  @Override
  public void remark(String sentence) {
    verb.remark(sentence);
  }

  @Override
  public void close() {
    bar.close();
  }
}
