package org.dyvedeep.tools.fetch;

/** Hears how a download goes; called on the thread that fetches. */
public interface FetchListener {
  /** Hears nothing. */
  FetchListener SILENT =
      new FetchListener() {
        @Override
        public void progress(long bytes, long total) {
          // Silent.
        }

        @Override
        public void note(String sentence) {
          // Silent.
        }
      };

  /**
   * More of the file has come.
   *
   * @param bytes how much of the file is there, earlier attempts included
   * @param total the file's size in bytes, or -1 if the server does not say
   */
  void progress(long bytes, long total);

  /** Something that a person may want to know: a retry, a resumed transfer, a damaged cache. */
  void note(String sentence);
}
