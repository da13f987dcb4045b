package org.dyvedeep.tools.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Fetches catalogue entries into the cache. A file appears under its name only when it is complete
 * and its published checksums agree; until then there is a {@code .part} file that a later call
 * continues. Processes that fetch the same thing wait for each other.
 */
public final class Fetcher {
  private final CacheFolder cache;
  private final FetchSettings settings;

  /**
   * A fetcher for one cache.
   *
   * @param cache where files go
   * @param settings how to download
   */
  public Fetcher(CacheFolder cache, FetchSettings settings) {
    this.cache = cache;
    this.settings = settings;
  }

  /**
   * Gives the entry's file or unpacked folder, downloading it if the cache does not have it. A
   * plain file in the cache is checked again, and downloaded again if it is damaged.
   *
   * @throws FetchException naming the address, what was found and what to do
   * @throws IOException if the cache cannot be read or written
   */
  public FetchResult fetch(CatalogueEntry entry, FetchListener listener) throws IOException {
    Path folder = cache.folderOf(entry);
    Files.createDirectories(folder);
    try (CacheLock lock = CacheLock.take(folder, settings.lockTimeout())) {
      lock.requireHeld();
      Optional<FetchResult> cached = cached(entry, listener);
      if (cached.isPresent()) {
        return cached.get();
      }
      Optional<FetchResult> unpacked = savedArchive(entry, listener);
      return unpacked.isPresent() ? unpacked.get() : download(entry, listener);
    }
  }

  /**
   * An archive that a person saved by hand, as the error messages advise, is unpacked like a
   * downloaded one.
   */
  private Optional<FetchResult> savedArchive(CatalogueEntry entry, FetchListener listener)
      throws IOException {
    Path saved = cache.folderOf(entry).resolve(entry.file());
    if (!entry.isArchive() || !Files.exists(saved)) {
      return Optional.empty();
    }
    Digests digests = Digests.of(saved, entry.checksums());
    String problem = digests.mismatch(entry.checksums());
    if (problem != null) {
      listener.note(saved + ": is not the published file (" + problem + ") and is not used");
      return Optional.empty();
    }
    PartFile part = new PartFile(saved);
    Files.move(saved, part.path(), StandardCopyOption.REPLACE_EXISTING);
    return Optional.of(finish(entry, saved.toUri(), part, digests));
  }

  private Optional<FetchResult> cached(CatalogueEntry entry, FetchListener listener)
      throws IOException {
    Path product = cache.folderOf(entry).resolve(entry.product());
    Optional<FetchResult> recorded = readRecord(entry, product, listener);
    if (!Files.exists(product) || entry.isArchive()) {
      return Files.exists(product) ? recorded : Optional.empty();
    }
    Digests digests = Digests.of(product, entry.checksums());
    String problem = digests.mismatch(entry.checksums());
    boolean changed = recorded.isPresent() && !recorded.get().sha256().equals(digests.sha256());
    if (problem != null || changed) {
      listener.note(product + ": is damaged, fetching it again");
      Files.delete(product);
      return Optional.empty();
    }
    // A file that a person saved by hand has no record yet.
    FetchResult result =
        new FetchResult(
            product,
            true,
            !entry.checksums().isEmpty(),
            Files.size(product),
            digests.sha256(),
            recorded.map(FetchResult::url).orElse(""));
    if (recorded.isEmpty()) {
      writeRecord(entry, result);
    }
    return Optional.of(result);
  }

  private FetchResult download(CatalogueEntry entry, FetchListener listener) throws IOException {
    PartFile part = new PartFile(cache.folderOf(entry).resolve(entry.file()));
    List<URI> addresses =
        settings.mirror().map(mirror -> List.of(mirror.resolve(entry.file()))).orElse(entry.urls());
    List<FetchException> failures = new ArrayList<>();
    for (URI address : addresses) {
      try {
        return finish(entry, address, part, transfer(entry, address, part, listener));
      } catch (FetchException e) {
        failures.add(e);
        listener.note(e.getMessage());
      }
    }
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    throw new FetchException(
        "%s cannot be fetched from any of %d addresses: %s"
            .formatted(
                entry.name(),
                failures.size(),
                String.join(" | ", failures.stream().map(Throwable::getMessage).toList())),
        failures.get(0));
  }

  /**
   * Transfers and verifies; a mismatch after a continued transfer is tried once more from the
   * beginning.
   */
  private Digests transfer(CatalogueEntry entry, URI address, PartFile part, FetchListener listener)
      throws IOException {
    while (true) {
      boolean continued = new Download(address, entry, part, settings, listener).run();
      Digests digests = Digests.of(part.path(), entry.checksums());
      String problem = digests.mismatch(entry.checksums());
      if (problem == null && (entry.bytes() < 0 || part.size() == entry.bytes())) {
        return digests;
      }
      String what =
          "%s: the file of %d bytes is damaged or has changed: %s"
              .formatted(
                  address,
                  part.size(),
                  problem == null ? "expected " + entry.bytes() + " bytes" : problem);
      part.delete();
      if (!continued) {
        throw new FetchException(what + "; nothing is kept, try again or use another mirror");
      }
      listener.note(what + "; fetching it again from the beginning");
    }
  }

  private FetchResult finish(CatalogueEntry entry, URI address, PartFile part, Digests digests)
      throws IOException {
    Path product = cache.folderOf(entry).resolve(entry.product());
    FetchResult result =
        new FetchResult(
            product,
            false,
            !entry.checksums().isEmpty(),
            part.size(),
            digests.sha256(),
            address.toString());
    if (entry.isArchive()) {
      unpack(entry, part, product);
    } else {
      Files.move(
          part.path(),
          product,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    part.forgetState();
    writeRecord(entry, result);
    return result;
  }

  private void unpack(CatalogueEntry entry, PartFile part, Path product) throws IOException {
    Path temporary = Files.createTempDirectory(cache.folderOf(entry), ".unpack");
    try {
      new TarGzArchive(part.path(), entry.maxUnpackedBytes()).unpack(temporary);
      Path wanted = temporary.resolve(entry.unpackedFolder());
      if (!Files.isDirectory(wanted)) {
        throw new FetchException(
            part.path()
                + ": has no folder "
                + entry.unpackedFolder()
                + "; it is not what the catalogue means");
      }
      if (Files.exists(product)) {
        deleteTree(product);
      }
      Files.move(wanted, product, StandardCopyOption.ATOMIC_MOVE);
    } catch (FetchException e) {
      throw e;
    } catch (IOException e) {
      throw new FetchException(part.path() + ": cannot be unpacked (" + e + "); try again", e);
    } finally {
      // Whether unpacked or refused, the archive is of no more use.
      part.delete();
      deleteTree(temporary);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<FetchResult> readRecord(
      CatalogueEntry entry, Path product, FetchListener listener) throws IOException {
    Path file = cache.recordOf(entry);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      listener.note(file + ": is damaged (" + e.getOriginalMessage() + ") and is not used");
      return Optional.empty();
    }
    return Optional.of(
        new FetchResult(
            product,
            true,
            node.path("verified").asBoolean(),
            node.path("bytes").asLong(),
            node.path("sha256").asText(),
            node.path("url").asText()));
  }

  private void writeRecord(CatalogueEntry entry, FetchResult result) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    byte[] json =
        mapper
            .writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(
                mapper
                    .createObjectNode()
                    .put("url", result.url())
                    .put("bytes", result.bytes())
                    .put("sha256", result.sha256())
                    .put("verified", result.verified()));
    Path temporary = Files.createTempFile(cache.folderOf(entry), ".record", ".json");
    Files.write(temporary, json);
    Files.move(
        temporary,
        cache.recordOf(entry),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
