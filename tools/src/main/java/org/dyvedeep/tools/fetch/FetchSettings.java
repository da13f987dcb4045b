package org.dyvedeep.tools.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to download.
 *
 * @param connectTimeout for a connection to be made
 * @param readTimeout for the next bytes to come
 * @param attempts how often a transfer that broke off is tried, at least 1
 * @param backoff pause before the second attempt; doubled before each further one
 * @param lockTimeout how long to wait for another process that fetches the same thing
 * @param mirror take every file from this address plus the file's name instead of the catalogue's;
 *     plain http is then allowed if the mirror says so. Checksums stay the catalogue's.
 */
public record FetchSettings(
    Duration connectTimeout,
    Duration readTimeout,
    int attempts,
    Duration backoff,
    Duration lockTimeout,
    Optional<URI> mirror) {

  /** The environment variable that names a mirror. */
  public static final String MIRROR_VARIABLE = "DYVEDEEP_FETCH_MIRROR";

  /** Checks the number of attempts. */
  public FetchSettings {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts " + attempts + "; at least 1");
    }
  }

  /** Patience for big files on slow lines, and the mirror of this process's environment. */
  public static FetchSettings standard() {
    return of(System.getenv());
  }

  static FetchSettings of(Map<String, String> environment) {
    String mirror = environment.getOrDefault(MIRROR_VARIABLE, "");
    return new FetchSettings(
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        5,
        Duration.ofSeconds(1),
        Duration.ofMinutes(30),
        mirror.isBlank() ? Optional.empty() : Optional.of(folder(mirror)));
  }

  private static URI folder(String address) {
    return URI.create(address.endsWith("/") ? address : address + "/");
  }
}
