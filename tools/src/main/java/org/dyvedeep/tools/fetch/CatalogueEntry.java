package org.dyvedeep.tools.fetch;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One thing that can be fetched.
 *
 * @param name what to ask for
 * @param description one line for a person
 * @param file name of the file in the cache and at a mirror
 * @param urls where it is published; tried in this order
 * @param bytes its exact size, or -1 if no published size is known
 * @param checksums published checksums in hexadecimal by algorithm (MD5, SHA-1, SHA-256); may be
 *     empty
 * @param maxBytes refuse to download more
 * @param unpackedFolder for a tar.gz archive: the folder in it that is wanted; null for a plain
 *     file
 * @param maxUnpackedBytes for an archive: refuse to unpack more
 */
public record CatalogueEntry(
    String name,
    String description,
    String file,
    List<URI> urls,
    long bytes,
    Map<String, String> checksums,
    long maxBytes,
    String unpackedFolder,
    long maxUnpackedBytes) {

  /** Copies the collections. */
  public CatalogueEntry {
    urls = List.copyOf(urls);
    checksums = Map.copyOf(checksums);
  }

  /** Whether it is an archive that is unpacked. */
  public boolean isArchive() {
    return unpackedFolder != null;
  }

  /** The name of what is left in the cache: the file, or the unpacked folder. */
  String product() {
    return isArchive() ? unpackedFolder : file;
  }
}
