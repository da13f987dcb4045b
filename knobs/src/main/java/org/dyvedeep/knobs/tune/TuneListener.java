package org.dyvedeep.knobs.tune;

/** Told how far a search has come. */
public interface TuneListener {
  /** Hears nothing. */
  TuneListener NONE =
      new TuneListener() {
        @Override
        public void progress(String task, long done, long total) {
          // Nobody watches.
        }

        @Override
        public void remark(String sentence) {
          // Nobody listens.
        }
      };

  /**
   * Part of a task is done.
   *
   * @param total how much there is to do; -1 if nobody knows
   */
  void progress(String task, long done, long total);

  /** Something that may interest a person. */
  void remark(String sentence);
}
