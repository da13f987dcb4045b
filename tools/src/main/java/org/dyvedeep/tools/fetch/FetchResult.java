package org.dyvedeep.tools.fetch;

import java.nio.file.Path;

/**
 * What a fetch gave.
 *
 * @param path the file, or the unpacked folder of an archive
 * @param cached whether it was there before
 * @param verified whether it agreed with a published checksum; false where the catalogue has none
 * @param bytes size of the downloaded file
 * @param sha256 of the downloaded file, in hexadecimal
 * @param url where it came from
 */
public record FetchResult(
    Path path, boolean cached, boolean verified, long bytes, String sha256, String url) {}
