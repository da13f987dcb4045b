package org.dyvedeep.tools.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The unfinished file of a download, and beside it what is needed to go on later: the address it
 * comes from and the server's validator (ETag or Last-Modified), so that parts of two versions are
 * never joined.
 */
final class PartFile {
  private final Path part;
  private final Path state;

  PartFile(Path finished) {
    String name = String.valueOf(finished.getFileName());
    this.part = finished.resolveSibling(name + ".part");
    this.state = finished.resolveSibling(name + ".part.state");
  }

  Path path() {
    return part;
  }

  long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** Remembers where the part comes from; a null validator means that the server gave none. */
  void remember(String url, String validator) throws IOException {
    Files.write(state, List.of(url, validator == null ? "" : validator), StandardCharsets.UTF_8);
  }

  /** The validator to resume with, or null if the part cannot be resumed from this address. */
  String validatorFor(String url) throws IOException {
    if (!Files.exists(state)) {
      return null;
    }
    List<String> lines = Files.readAllLines(state, StandardCharsets.UTF_8);
    boolean usable = lines.size() == 2 && lines.get(0).equals(url) && !lines.get(1).isEmpty();
    return usable ? lines.get(1) : null;
  }

  void delete() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(state);
  }

  void forgetState() throws IOException {
    Files.deleteIfExists(state);
  }
}
