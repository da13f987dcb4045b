package org.dyvedeep.tools.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetcherTest {
  private static final String TAG = "\"v1\"";

  @TempDir private Path folder;
  private FileServer server;
  private final byte[] content = new byte[300_000];
  private final List<String> notes = new ArrayList<>();
  private final List<Long> progress = new ArrayList<>();
  private final FetchListener listener =
      new FetchListener() {
        @Override
        public void progress(long bytes, long total) {
          progress.add(bytes);
        }

        @Override
        public void note(String sentence) {
          notes.add(sentence);
        }
      };

  @BeforeEach
  void start() throws IOException {
    new Random(11).nextBytes(content);
    server = new FileServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Fetcher fetcher(int attempts) {
    return new Fetcher(new CacheFolder(folder), server.settings(attempts));
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private CatalogueEntry entry(Map<String, String> checksums, long bytes, long maxBytes) {
    URI unused = URI.create("https://example.invalid/net.bin");
    return new CatalogueEntry(
        "net", "a net", "net.bin", List.of(unused), bytes, checksums, maxBytes, null, 0);
  }

  private CatalogueEntry verified() {
    return entry(Map.of("SHA-1", hex("SHA-1", content)), content.length, 1_000_000);
  }

  private String refusal(CatalogueEntry entry, int attempts) {
    FetchException e =
        assertThrows(FetchException.class, () -> fetcher(attempts).fetch(entry, listener));
    assertTrue(e.getMessage().contains(server.base() + "net.bin"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("net/net.bin")), "nothing in place");
    assertEquals(Optional.empty(), new CacheFolder(folder).find(entry));
    return e.getMessage();
  }

  private List<String> left() throws IOException {
    return FileServer.left(folder.resolve("net"));
  }

  @Test
  void fetchesAndThenFindsItInTheCache() throws IOException {
    server.on("/net.bin", FileServer.file(content, TAG));
    FetchResult fresh = fetcher(1).fetch(verified(), listener);
    assertArrayEquals(content, Files.readAllBytes(fresh.path()));
    assertTrue(fresh.verified() && !fresh.cached());
    assertEquals(hex("SHA-256", content), fresh.sha256());
    assertEquals(content.length, progress.get(progress.size() - 1));
    assertEquals(List.of("net.bin", "net.bin.json"), left());
    FetchResult again = fetcher(1).fetch(verified(), listener);
    assertTrue(again.cached() && again.verified());
    assertEquals(fresh.sha256(), again.sha256());
    assertEquals(1, server.requests().size());
    assertEquals(Optional.of(fresh.path()), new CacheFolder(folder).find(verified()));
  }

  @Test
  void withoutAPublishedChecksumTheResultSaysUnverified() throws IOException {
    server.on("/net.bin", FileServer.file(content, TAG));
    CatalogueEntry entry = entry(Map.of(), -1, 1_000_000);
    FetchResult fresh = fetcher(1).fetch(entry, listener);
    assertFalse(fresh.verified());
    assertEquals(hex("SHA-256", content), fresh.sha256());
    FetchResult again = fetcher(1).fetch(entry, listener);
    assertTrue(again.cached() && !again.verified());
  }

  @Test
  void aTransferThatBreaksOffIsContinuedWhereItStopped() throws IOException {
    server.on("/net.bin", FileServer.truncated(content, TAG, 120_000));
    FetchResult result = fetcher(5).fetch(verified(), listener);
    assertArrayEquals(content, Files.readAllBytes(result.path()));
    assertEquals(
        List.of("/net.bin", "/net.bin bytes=120000-", "/net.bin bytes=240000-"), server.requests());
    assertTrue(notes.stream().anyMatch(note -> note.contains("going on from byte 120000")));
  }

  @Test
  void aTruncatedFileIsExplainedAndALaterRunGoesOn() throws IOException {
    server.on("/net.bin", FileServer.truncated(content, TAG, 100_000));
    String message = refusal(verified(), 1);
    assertTrue(message.contains("100000 of 300000"), message);
    assertTrue(message.contains("run the command again"), message);
    assertEquals(List.of("net.bin.part", "net.bin.part.state"), left());
    server.on("/net.bin", FileServer.file(content, TAG));
    FetchResult result = fetcher(1).fetch(verified(), listener);
    assertArrayEquals(content, Files.readAllBytes(result.path()));
    assertEquals("/net.bin bytes=100000-", server.requests().get(1));
    assertEquals(List.of("net.bin", "net.bin.json"), left());
  }

  @Test
  void aPartOfAnOlderVersionIsNotContinued() throws IOException {
    byte[] older = content.clone();
    Arrays.fill(older, (byte) 1);
    server.on("/net.bin", FileServer.truncated(older, "\"v0\"", 100_000));
    refusal(verified(), 1);
    server.on("/net.bin", FileServer.file(content, TAG));
    assertArrayEquals(content, Files.readAllBytes(fetcher(1).fetch(verified(), listener).path()));
  }

  @Test
  void aDamagedPartIsNoticedAndFetchedAgain() throws IOException {
    server.on("/net.bin", FileServer.truncated(content, TAG, 100_000));
    refusal(verified(), 1);
    Path part = folder.resolve("net/net.bin.part");
    byte[] damaged = Files.readAllBytes(part);
    damaged[5] ^= 1;
    Files.write(part, damaged);
    server.on("/net.bin", FileServer.file(content, TAG));
    assertArrayEquals(content, Files.readAllBytes(fetcher(1).fetch(verified(), listener).path()));
  }

  @Test
  void aCorruptedFileIsRefusedAndNotKept() throws IOException {
    byte[] corrupted = content.clone();
    corrupted[7] ^= 1;
    server.on("/net.bin", FileServer.file(corrupted, TAG));
    String message = refusal(verified(), 3);
    assertTrue(message.contains("SHA-1 is " + hex("SHA-1", corrupted)), message);
    assertTrue(message.contains("expected " + hex("SHA-1", content)), message);
    assertEquals(List.of(), left());
  }

  @Test
  void aDamagedFileInTheCacheIsReplaced() throws IOException {
    server.on("/net.bin", FileServer.file(content, TAG));
    Path path = fetcher(1).fetch(verified(), listener).path();
    Files.write(path, new byte[3]);
    Files.writeString(folder.resolve("net/net.bin.json"), "{ damaged");
    assertFalse(fetcher(1).fetch(verified(), listener).cached());
    assertArrayEquals(content, Files.readAllBytes(path));
  }

  @Test
  void aFileSavedByHandIsTakenIfItsChecksumAgrees() throws IOException {
    Files.createDirectories(folder.resolve("net"));
    Files.write(folder.resolve("net/net.bin"), content);
    assertTrue(fetcher(1).fetch(verified(), listener).cached());
    Files.delete(folder.resolve("net/net.bin.json"));
    FetchResult unverified = fetcher(1).fetch(entry(Map.of(), -1, 1_000_000), listener);
    assertTrue(unverified.cached() && !unverified.verified());
    assertEquals(List.of(), server.requests());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aRefusalIsNotTriedAgain(int status) throws IOException {
    server.on("/net.bin", FileServer.status(status));
    String message = refusal(verified(), 5);
    assertTrue(message.contains("status " + status), message);
    assertTrue(message.contains("by hand"), message);
    assertEquals(1, server.requests().size());
    assertEquals(List.of(), left());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void aServerInTroubleIsTriedAgain(int status) {
    server.on("/net.bin", FileServer.status(status));
    String message = refusal(verified(), 3);
    assertTrue(message.contains("status " + status) && message.contains("attempt 3 of 3"), message);
    assertEquals(3, server.requests().size());
  }

  @Test
  void aServerThatIsNotThereIsExplained() {
    URI base = server.base();
    server.close();
    FetchException e =
        assertThrows(FetchException.class, () -> fetcher(2).fetch(verified(), listener));
    assertTrue(e.getMessage().contains("cannot reach the server"), e.getMessage());
    assertTrue(e.getMessage().contains(base.toString()), e.getMessage());
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws IOException {
    server.on("/net.bin", FileServer.redirect("/a/b.bin"));
    server.on("/a/b.bin", FileServer.redirect("c.bin"));
    server.on("/a/c.bin", FileServer.file(content, TAG));
    assertArrayEquals(content, Files.readAllBytes(fetcher(1).fetch(verified(), listener).path()));
    assertEquals(List.of("/net.bin", "/a/b.bin", "/a/c.bin"), server.requests());
  }

  @Test
  void endlessOrForeignRedirectsAreRefused() {
    server.on("/net.bin", FileServer.redirect("/net.bin"));
    assertTrue(refusal(verified(), 3).contains("redirects more than 5 times"));
    assertEquals(6, server.requests().size());
    server.on("/net.bin", FileServer.redirect("file:///etc/hostname"));
    assertTrue(refusal(verified(), 3).contains("only https is followed"));
    server.on("/net.bin", exchange -> exchange.sendResponseHeaders(302, -1));
    assertTrue(refusal(verified(), 3).contains("without saying where to"));
  }

  @Test
  void anAddressThatIsNotHttpsIsRefusedUnlessTheCatalogueSaysSo() throws IOException {
    CatalogueEntry entry =
        new CatalogueEntry(
            "net",
            "",
            "net.bin",
            List.of(URI.create("ftp://127.0.0.1/net.bin")),
            -1,
            Map.of(),
            10,
            null,
            0);
    Fetcher direct = new Fetcher(new CacheFolder(folder), FetchSettings.of(Map.of()));
    FetchException e = assertThrows(FetchException.class, () -> direct.fetch(entry, listener));
    assertTrue(e.getMessage().contains("only https"), e.getMessage());
  }

  @Test
  void anOversizedFileIsRefusedByItsAnnouncementOrWhileItComes() throws IOException {
    server.on("/net.bin", FileServer.file(content, TAG));
    String announced = refusal(entry(Map.of(), -1, 200_000), 1);
    assertTrue(announced.contains("300000 bytes, over the limit of 200000"), announced);
    assertEquals(List.of(), left());
    server.on(
        "/net.bin",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(content);
        });
    String sent = refusal(entry(Map.of(), -1, 200_000), 1);
    assertTrue(sent.contains("more than the limit of 200000"), sent);
    assertEquals(List.of(), left());
  }

  @Test
  void aFileOfAnotherSizeThanPublishedIsRefused() {
    server.on("/net.bin", FileServer.file(Arrays.copyOf(content, 5), TAG));
    assertTrue(refusal(verified(), 1).contains("announces 5 bytes, expected 300000"));
  }

  @Test
  void aWebPageInsteadOfTheFileIsRefused() throws IOException {
    server.on("/net.bin", FileServer.page("text/html; charset=utf-8", "<p>log in</p>"));
    assertTrue(refusal(entry(Map.of(), -1, 1000), 1).contains("web page"));
    server.on(
        "/net.bin", FileServer.page("application/octet-stream", "\n<!DOCTYPE html><html></html>"));
    assertTrue(refusal(entry(Map.of(), -1, 1000), 1).contains("web page"));
    assertEquals(List.of(), left());
  }

  @Test
  void twoAtTheSameTimeDownloadOnce() throws Exception {
    server.on("/net.bin", FileServer.file(content, TAG));
    CompletableFuture<FetchResult> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return fetcher(1).fetch(verified(), FetchListener.SILENT);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    FetchResult mine = fetcher(1).fetch(verified(), FetchListener.SILENT);
    assertTrue(mine.cached() != other.get().cached());
    assertEquals(1, server.requests().size());
  }

  @Test
  void whoeverWaitsTooLongIsTold() throws IOException {
    Files.createDirectories(folder.resolve("net"));
    try (CacheLock held = CacheLock.take(folder.resolve("net"), Duration.ZERO)) {
      held.requireHeld();
      FetchException e =
          assertThrows(
              FetchException.class,
              () -> CacheLock.take(folder.resolve("net"), Duration.ofMillis(150)).close());
      assertTrue(e.getMessage().contains("another process"), e.getMessage());
    }
  }
}
