package org.dyvedeep.tools.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** One transfer from one address into a part file: redirects, resumption, limits, retries. */
final class Download {
  private static final int SNIFFED_BYTES = 256;

  private final URI start;
  private final CatalogueEntry entry;
  private final PartFile part;
  private final FetchSettings settings;
  private final FetchListener listener;
  private final Connector connector;

  Download(
      URI start,
      CatalogueEntry entry,
      PartFile part,
      FetchSettings settings,
      FetchListener listener) {
    this.start = start;
    this.entry = entry;
    this.part = part;
    this.settings = settings;
    this.listener = listener;
    this.connector = new Connector(start, settings);
  }

  /**
   * Transfers the file, or the rest of it, into the part file.
   *
   * @return whether an earlier part was continued
   * @throws FetchException if the server refuses, sends something else, or the transfer keeps
   *     breaking off
   * @throws IOException if the cache cannot be written
   */
  boolean run() throws IOException {
    long pause = settings.backoff().toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        return transfer();
      } catch (PassingFailure e) {
        if (attempt == settings.attempts()) {
          throw new FetchException(
              "%s: %s (attempt %d of %d); %d bytes are kept, run the command again to go on, or save the file by hand as %s"
                  .formatted(
                      start,
                      e.getMessage(),
                      attempt,
                      settings.attempts(),
                      part.size(),
                      finishedName()),
              e);
        }
        listener.note("%s: %s; trying again".formatted(start, e.getMessage()));
        sleep(pause);
        pause *= 2;
      }
    }
  }

  private String finishedName() {
    return part.path().resolveSibling(entry.file()).toString();
  }

  private void sleep(long millis) throws FetchException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FetchException(start + ": interrupted", e);
    }
  }

  private boolean transfer() throws IOException {
    String validator = part.validatorFor(start.toString());
    long have = part.size();
    boolean resume = have > 0 && validator != null;
    if (resume && have == entry.bytes()) {
      return true;
    }
    HttpURLConnection connection = connector.open(resume ? have : 0, validator);
    try {
      return receive(connection, resume ? have : 0);
    } finally {
      connection.disconnect();
    }
  }

  private boolean receive(HttpURLConnection connection, long asked) throws IOException {
    int status = Connector.status(connection);
    if (status == 416 || (status == 206 && !continues(connection, asked))) {
      part.delete();
      throw new PassingFailure(
          "the server cannot continue the part that was kept, which is dropped", null);
    }
    if (status >= 500 || status == 429 || status == 408) {
      throw new PassingFailure("the server answers with status " + status, null);
    }
    if (status != 200 && status != 206) {
      throw Connector.refused(
          start,
          "the server refuses with status %d; the file may have moved: save it by hand as %s, or set %s"
              .formatted(status, finishedName(), FetchSettings.MIRROR_VARIABLE));
    }
    long have = status == 206 ? asked : 0;
    checkType(connection);
    long rest = connection.getContentLengthLong();
    long total = rest < 0 ? entry.bytes() : have + rest;
    checkSize(total);
    save(connection, have, total);
    return have > 0;
  }

  private static boolean continues(HttpURLConnection connection, long asked) {
    String range = connection.getHeaderField("Content-Range");
    return asked > 0 && range != null && range.startsWith("bytes " + asked + "-");
  }

  private void checkType(HttpURLConnection connection) throws FetchException {
    String type = connection.getContentType();
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw webPage();
    }
  }

  private FetchException webPage() {
    return Connector.refused(
        start,
        "the server sends a web page instead of the file; a proxy or login page may be in the way, or the file"
            + " has moved: open the address in a browser and save the file as "
            + finishedName());
  }

  private void checkSize(long total) throws IOException {
    if (total > entry.maxBytes()) {
      throw Connector.refused(
          start,
          "the server announces %d bytes, over the limit of %d".formatted(total, entry.maxBytes()));
    }
    if (total >= 0 && entry.bytes() >= 0 && total != entry.bytes()) {
      throw Connector.refused(
          start,
          "the server announces %d bytes, expected %d: the published file has changed"
              .formatted(total, entry.bytes()));
    }
    long missing = total - part.size();
    long free = Files.getFileStore(part.path().getParent()).getUsableSpace();
    if (missing > free) {
      throw new FetchException(
          "%s: %d bytes are missing but %s has only %d free; make room or set %s"
              .formatted(start, missing, part.path().getParent(), free, CacheFolder.VARIABLE));
    }
  }

  private void save(HttpURLConnection connection, long have, long total) throws IOException {
    try (InputStream in = new BufferedInputStream(body(connection), SNIFFED_BYTES)) {
      if (have == 0) {
        refuseWebPage(in);
        part.delete();
        part.remember(start.toString(), validator(connection));
      } else {
        listener.note("%s: going on from byte %d".formatted(start, have));
      }
      long reached = copy(in, have, total);
      if (total >= 0 && reached < total) {
        throw brokenOff(reached, total, null);
      }
    }
  }

  private static InputStream body(HttpURLConnection connection) throws PassingFailure {
    try {
      return connection.getInputStream();
    } catch (IOException e) {
      throw new PassingFailure("the server's answer cannot be read (" + e + ")", e);
    }
  }

  private static String validator(HttpURLConnection connection) {
    String tag = connection.getHeaderField("ETag");
    boolean strong = tag != null && !tag.startsWith("W/");
    return strong ? tag : connection.getHeaderField("Last-Modified");
  }

  private void refuseWebPage(InputStream in) throws IOException {
    in.mark(SNIFFED_BYTES);
    byte[] head = new byte[SNIFFED_BYTES];
    int read = Math.max(0, read(in, head, 0, -1));
    in.reset();
    String text =
        new String(head, 0, read, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      throw webPage();
    }
  }

  private long copy(InputStream in, long have, long total) throws IOException {
    OpenOption mode = have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    long reached = have;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out =
        Files.newOutputStream(
            part.path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
      for (int read = read(in, buffer, have, total);
          read >= 0;
          read = read(in, buffer, reached, total)) {
        reached += read;
        if (reached > entry.maxBytes()) {
          part.delete();
          throw Connector.refused(
              start, "the server sends more than the limit of " + entry.maxBytes() + " bytes");
        }
        out.write(buffer, 0, read);
        listener.progress(reached, total);
      }
    }
    return reached;
  }

  private static int read(InputStream in, byte[] buffer, long reached, long total)
      throws PassingFailure {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw brokenOff(reached, total, e);
    }
  }

  private static PassingFailure brokenOff(long reached, long total, IOException cause) {
    String of = total < 0 ? "" : " of " + total;
    return new PassingFailure("the transfer broke off at " + reached + of + " bytes", cause);
  }
}
