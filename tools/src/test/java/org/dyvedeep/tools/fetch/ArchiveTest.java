package org.dyvedeep.tools.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ArchiveTest {
  @TempDir private Path folder;

  private interface Writer {
    void to(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tarGz(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      writer.to(tar);
    }
    return bytes.toByteArray();
  }

  private static void file(TarArchiveOutputStream tar, String name, int size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(size);
    tar.putArchiveEntry(entry);
    tar.write(new byte[size]);
    tar.closeArchiveEntry();
  }

  private FetchResult fetch(byte[] archive, long maxUnpacked) throws IOException {
    try (FileServer server = new FileServer()) {
      server.on("/set.tar.gz", FileServer.file(archive, "\"1\""));
      CatalogueEntry entry =
          new CatalogueEntry(
              "set",
              "",
              "set.tar.gz",
              List.of(URI.create("https://example.invalid/")),
              -1,
              Map.of(),
              1_000_000,
              "batches",
              maxUnpacked);
      return new Fetcher(new CacheFolder(folder), server.settings(1))
          .fetch(entry, FetchListener.SILENT);
    }
  }

  private List<String> left() throws IOException {
    return FileServer.left(folder.resolve("set"));
  }

  @Test
  void unpacksTheWantedFolderAndFindsItAgain() throws IOException {
    byte[] archive =
        tarGz(
            tar -> {
              file(tar, "batches/test_batch.bin", 3073);
              file(tar, "batches/sub/readme.html", 5);
            });
    FetchResult result = fetch(archive, 10_000);
    assertEquals(3073, Files.size(result.path().resolve("test_batch.bin")));
    assertTrue(Files.exists(result.path().resolve("sub/readme.html")));
    assertEquals(List.of("batches", "set.tar.gz.json"), left());
    assertTrue(fetch(new byte[0], 10_000).cached());
  }

  @Test
  void unpacksAnArchiveThatWasSavedByHand() throws IOException {
    Files.createDirectories(folder.resolve("set"));
    byte[] archive = tarGz(tar -> file(tar, "batches/test_batch.bin", 3073));
    Files.write(folder.resolve("set/set.tar.gz"), archive);
    FetchResult result =
        fetch("the server's file is not asked for".getBytes(StandardCharsets.US_ASCII), 10_000);
    assertEquals(3073, Files.size(result.path().resolve("test_batch.bin")));
    assertEquals(List.of("batches", "set.tar.gz.json"), left());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.bin", "batches/../../evil.bin", "/evil.bin"})
  void refusesEntriesThatLeadOut(String name) throws IOException {
    byte[] archive = tarGz(tar -> file(tar, name, 4));
    String message = assertThrows(FetchException.class, () -> fetch(archive, 100)).getMessage();
    assertTrue(message.contains("leads out"), message);
    assertFalse(Files.exists(folder.resolve("evil.bin")));
    assertFalse(Files.exists(folder.resolve("set/batches")));
  }

  @Test
  void refusesLinks() throws IOException {
    byte[] archive =
        tarGz(
            tar -> {
              TarArchiveEntry link = new TarArchiveEntry("batches/x", TarConstants.LF_SYMLINK);
              link.setLinkName("/etc/hostname");
              tar.putArchiveEntry(link);
              tar.closeArchiveEntry();
            });
    String message = assertThrows(FetchException.class, () -> fetch(archive, 100)).getMessage();
    assertTrue(message.contains("batches/x, which is neither"), message);
  }

  @Test
  void refusesBombsAndArchivesWithoutTheFolder() throws IOException {
    byte[] bomb = tarGz(tar -> file(tar, "batches/zeros", 500_000));
    assertTrue(
        assertThrows(FetchException.class, () -> fetch(bomb, 100_000))
            .getMessage()
            .contains("over 100000 bytes"));
    byte[] other = tarGz(tar -> file(tar, "elsewhere/x", 5));
    assertTrue(
        assertThrows(FetchException.class, () -> fetch(other, 100))
            .getMessage()
            .contains("no folder batches"));
    assertTrue(
        assertThrows(
                FetchException.class,
                () -> fetch("no archive".getBytes(StandardCharsets.US_ASCII), 100))
            .getMessage()
            .contains("cannot be unpacked"));
    assertEquals(List.of(), left());
  }
}
