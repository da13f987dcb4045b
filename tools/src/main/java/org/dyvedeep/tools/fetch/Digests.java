package org.dyvedeep.tools.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Checksums of one file, computed in one pass. */
public final class Digests {
  static final String SHA_256 = "SHA-256";

  private final Map<String, String> hex = new TreeMap<>();

  private Digests() {}

  /**
   * The SHA-256 of a file, in hexadecimal.
   *
   * @throws IOException if the file cannot be read
   */
  public static String sha256(Path file) throws IOException {
    return of(file, Map.of()).sha256();
  }

  /** The SHA-256 of bytes, in hexadecimal. */
  public static String sha256(byte[] bytes) throws IOException {
    return HexFormat.of().formatHex(digest(SHA_256).digest(bytes));
  }

  /** Computes SHA-256 and the algorithms of the given published checksums. */
  static Digests of(Path file, Map<String, String> published) throws IOException {
    Map<String, MessageDigest> running = new TreeMap<>();
    running.put(SHA_256, digest(SHA_256));
    for (String algorithm : published.keySet()) {
      running.put(algorithm, digest(algorithm));
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (MessageDigest digest : running.values()) {
          digest.update(buffer, 0, read);
        }
      }
    }
    Digests result = new Digests();
    running.forEach(
        (name, digest) -> result.hex.put(name, HexFormat.of().formatHex(digest.digest())));
    return result;
  }

  private static MessageDigest digest(String algorithm) throws FetchException {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new FetchException("this Java has no " + algorithm + "; use a complete JDK", e);
    }
  }

  String sha256() {
    return hex.get(SHA_256);
  }

  /** Null if all published checksums agree, otherwise a clause that says which one does not. */
  String mismatch(Map<String, String> published) {
    for (Map.Entry<String, String> expected : published.entrySet()) {
      String found = hex.get(expected.getKey());
      if (!expected.getValue().toLowerCase(Locale.ROOT).equals(found)) {
        return "its %s is %s, expected %s".formatted(expected.getKey(), found, expected.getValue());
      }
    }
    return null;
  }
}
