package org.dyvedeep.tools.fetch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where fetched files are kept: one folder an entry.
 *
 * @param root the cache folder; created when something is fetched
 */
public record CacheFolder(Path root) {

  /** The environment variable that names the cache folder. */
  public static final String VARIABLE = "DYVEDEEP_CACHE";

  /** The folder of this process's environment: see {@link #of(Map, Path)}. */
  public static CacheFolder standard() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * {@code DYVEDEEP_CACHE}, else {@code XDG_CACHE_HOME/dyvedeep}, else {@code ~/.cache/dyvedeep}. A
   * relative XDG_CACHE_HOME is ignored, as the XDG specification demands.
   */
  static CacheFolder of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault(VARIABLE, "");
    if (!own.isBlank()) {
      return new CacheFolder(Path.of(own).toAbsolutePath());
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = xdg.isBlank() || !Path.of(xdg).isAbsolute() ? home.resolve(".cache") : Path.of(xdg);
    return new CacheFolder(base.resolve("dyvedeep"));
  }

  /** The folder of one entry. */
  Path folderOf(CatalogueEntry entry) {
    return root.resolve(entry.name());
  }

  /**
   * What an earlier fetch of the entry left: the file, or the unpacked folder. Its contents are not
   * looked at.
   */
  public Optional<Path> find(CatalogueEntry entry) {
    Path product = folderOf(entry).resolve(entry.product());
    boolean complete = Files.exists(product) && Files.exists(recordOf(entry));
    return complete ? Optional.of(product) : Optional.empty();
  }

  /** The small file that says what was fetched from where. */
  Path recordOf(CatalogueEntry entry) {
    return folderOf(entry).resolve(entry.file() + ".json");
  }
}
