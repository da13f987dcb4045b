package org.dyvedeep.tools.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks a tar.gz archive: regular files only, inside the target only, up to a limit. */
final class TarGzArchive {
  private static final int MAX_ENTRIES = 10_000;

  private final Path archive;
  private final long maxBytes;
  private long written;

  TarGzArchive(Path archive, long maxBytes) {
    this.archive = archive;
    this.maxBytes = maxBytes;
  }

  /**
   * Unpacks into an existing folder.
   *
   * @throws FetchException if an entry leads out of the folder, is a link or a device, or the
   *     limits are passed
   * @throws IOException if the archive is damaged or a file cannot be written
   */
  void unpack(Path target) throws IOException {
    Path root = target.toRealPath();
    int entries = 0;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries++;
        if (entries > MAX_ENTRIES) {
          throw refused("has over " + MAX_ENTRIES + " entries");
        }
        Path place = inside(root, entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(place);
        } else if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
          Files.createDirectories(place.getParent());
          copy(tar, place);
        } else {
          throw refused(
              "has the entry " + entry.getName() + ", which is neither a file nor a folder");
        }
      }
    }
  }

  private Path inside(Path root, String name) throws FetchException {
    try {
      Path place = root.resolve(name).normalize();
      if (!place.startsWith(root)) {
        throw refused("has the entry " + name + ", which leads out of the folder");
      }
      return place;
    } catch (InvalidPathException e) {
      throw new FetchException(archive + ": has an entry whose name is not a path", e);
    }
  }

  private void copy(InputStream in, Path place) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(place)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        written += read;
        if (written > maxBytes) {
          throw refused("unpacks to over " + maxBytes + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private FetchException refused(String problem) {
    return new FetchException(archive + ": " + problem + "; it is not what the catalogue means");
  }
}
