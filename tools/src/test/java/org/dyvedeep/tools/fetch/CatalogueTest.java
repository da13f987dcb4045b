package org.dyvedeep.tools.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Map<String, Integer> HEX_DIGITS =
      Map.of("MD5", 32, "SHA-1", 40, "SHA-256", 64);

  @Test
  void knowsWhatTheCommandLinePromises() throws IOException {
    Catalogue catalogue = Catalogue.standard();
    assertEquals(
        "[alexnet, caffenet, vgg16, squeezenet, alexnet-compressed, cifar10]",
        catalogue.entries().stream().map(CatalogueEntry::name).toList().toString());
    assertEquals(
        "9116a64c0fbe4459d18f4bb6b56d647b63920377",
        catalogue.entry("alexnet").checksums().get("SHA-1"));
    String message =
        assertThrows(FetchException.class, () -> catalogue.entry("resnet")).getMessage();
    assertTrue(message.contains("\"resnet\"") && message.contains("vgg16"), message);
  }

  @Test
  void everyEntryIsWellFormed() throws IOException {
    for (CatalogueEntry entry : Catalogue.standard().entries()) {
      assertEquals("https", entry.urls().get(0).getScheme(), entry.name());
      boolean plain = entry.urls().stream().anyMatch(url -> url.getScheme().equals("http"));
      assertTrue(!plain || !entry.checksums().isEmpty(), entry.name() + ": http needs a checksum");
      assertTrue(entry.maxBytes() >= entry.bytes() && entry.maxBytes() > 0, entry.name());
      entry
          .checksums()
          .forEach(
              (algorithm, hex) -> {
                assertEquals(HEX_DIGITS.get(algorithm), hex.length(), entry.name());
                assertTrue(hex.matches("[0-9a-f]+"), entry.name());
              });
    }
  }

  @Test
  void theCacheFolderFollowsTheEnvironment() {
    Path home = Path.of("/home/someone");
    assertEquals(Path.of("/home/someone/.cache/dyvedeep"), CacheFolder.of(Map.of(), home).root());
    assertEquals(
        Path.of("/xdg/dyvedeep"), CacheFolder.of(Map.of("XDG_CACHE_HOME", "/xdg"), home).root());
    assertEquals(
        Path.of("/home/someone/.cache/dyvedeep"),
        CacheFolder.of(Map.of("XDG_CACHE_HOME", "relative"), home).root());
    assertEquals(
        Path.of("/own"),
        CacheFolder.of(Map.of("DYVEDEEP_CACHE", "/own", "XDG_CACHE_HOME", "/xdg"), home).root());
  }

  @Test
  void theMirrorIsAFolder() {
    assertEquals(
        Optional.of(URI.create("http://mirror.example/nets/")),
        FetchSettings.of(Map.of("DYVEDEEP_FETCH_MIRROR", "http://mirror.example/nets")).mirror());
    assertEquals(Optional.empty(), FetchSettings.of(Map.of()).mirror());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new FetchSettings(
                Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, Duration.ZERO, Optional.empty()));
  }
}
