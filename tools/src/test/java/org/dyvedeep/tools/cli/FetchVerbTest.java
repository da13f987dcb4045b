package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.fetch.FetchSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetchVerbTest {
  private static final String FILE = "AlexNet_compressed.net";

  @TempDir private Path cache;
  private HttpServer server;
  private final byte[] content = {1, 2, 3, 4, 5};

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/mirror/",
        exchange -> {
          try (exchange) {
            boolean known = !exchange.getRequestURI().getPath().contains("caffenet");
            exchange.sendResponseHeaders(known ? 200 : 404, known ? content.length : -1);
            if (known) {
              exchange.getResponseBody().write(content);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private FetchSettings settings() {
    URI mirror = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mirror/");
    Duration second = Duration.ofSeconds(1);
    return new FetchSettings(second, second, 1, second, second, Optional.of(mirror));
  }

  private Run run(String... arguments) {
    FetchVerb verb = new FetchVerb(() -> new CacheFolder(cache), this::settings);
    return Run.of(Main.configured(verb), arguments);
  }

  @Test
  void aFileComesFromTheMirrorIntoTheCacheOnce() throws IOException {
    JsonNode item = run("alexnet-compressed", "--format", "json").json().get("items").get(0);
    Path path = cache.resolve("alexnet-compressed").resolve(FILE);
    assertEquals(path.toString(), item.get("path").textValue());
    assertArrayEquals(content, Files.readAllBytes(path));
    assertEquals(content.length, item.get("bytes").longValue());
    assertFalse(item.get("cached").booleanValue());
    assertFalse(item.get("verified").booleanValue(), "there is no published checksum");
    assertTrue(item.get("sha256").textValue().matches("[0-9a-f]{64}"));
    assertTrue(item.get("url").textValue().endsWith("/mirror/" + FILE));
    server.stop(0);
    JsonNode again = run("alexnet-compressed", "--format", "json").json().get("items").get(0);
    assertTrue(again.get("cached").booleanValue());
    assertEquals(item.get("sha256"), again.get("sha256"));
    assertTrue(run("alexnet-compressed").out().contains("no published checksum"));
  }

  @Test
  void aFileThatIsNotThePublishedOneIsRefused() {
    run("alexnet").refuses("bvlc_alexnet.caffemodel", "SHA-1", "nothing is kept");
    assertFalse(Files.exists(cache.resolve("alexnet/bvlc_alexnet.caffemodel")));
  }

  @Test
  void aFileThatTheMirrorLacksIsRefused() {
    run("caffenet").refuses("status 404", "by hand");
  }

  @Test
  void nothingIsFetchedBeforeAllNamesAreKnown() {
    run("alexnet-compressed", "lenet").refuses("\"lenet\"");
    assertFalse(Files.exists(cache.resolve("alexnet-compressed")));
  }

  @Test
  void theCatalogueIsListedWithoutDownloading() {
    server.stop(0);
    JsonNode report = run("--format", "json").json();
    assertEquals(cache.toString(), report.get("cache").textValue());
    assertEquals(
        List.of("alexnet", "caffenet", "vgg16", "squeezenet", "alexnet-compressed", "cifar10"),
        report.get("items").findValuesAsText("name"));
    report.get("items").forEach(item -> assertFalse(item.get("cached").booleanValue()));
    Run text = run("--list");
    assertTrue(text.out().contains("not fetched") && text.out().contains("vgg16"), text.out());
  }

  @Test
  void aMirrorThatIsNoAddressIsTheCallersMistake() {
    FetchVerb verb =
        new FetchVerb(
            () -> new CacheFolder(cache),
            () -> {
              throw new IllegalArgumentException("Illegal character in scheme name");
            });
    Run.of(Main.configured(verb), "alexnet").refuses("DYVEDEEP_FETCH_MIRROR", "Illegal character");
  }
}
