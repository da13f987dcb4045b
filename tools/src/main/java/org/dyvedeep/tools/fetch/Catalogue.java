package org.dyvedeep.tools.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The known public locations. A size or checksum is in it only where it has been published; none
 * was computed from a download.
 */
public final class Catalogue {
  private final List<CatalogueEntry> entries;

  private Catalogue(List<CatalogueEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * The catalogue that comes with the program.
   *
   * @throws IOException if it cannot be read
   */
  public static Catalogue standard() throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.json")) {
      if (in == null) {
        throw new FileNotFoundException(
            "catalogue.json is missing from the program; build it again");
      }
      return read(in);
    }
  }

  static Catalogue read(InputStream in) throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(in).required("entries")) {
      entries.add(entry(node));
    }
    return new Catalogue(entries);
  }

  private static CatalogueEntry entry(JsonNode node) {
    List<URI> urls = new ArrayList<>();
    node.required("urls").forEach(url -> urls.add(URI.create(url.textValue())));
    Map<String, String> checksums = new HashMap<>();
    node.required("checksums")
        .properties()
        .forEach(field -> checksums.put(field.getKey(), field.getValue().textValue()));
    return new CatalogueEntry(
        node.required("name").textValue(),
        node.required("description").textValue(),
        node.required("file").textValue(),
        urls,
        node.path("bytes").asLong(-1),
        checksums,
        node.required("maxBytes").longValue(),
        node.path("unpackedFolder").textValue(),
        node.path("maxUnpackedBytes").asLong(0));
  }

  /** All entries, in the catalogue's order. */
  public List<CatalogueEntry> entries() {
    return entries;
  }

  /**
   * The entry of a name.
   *
   * @throws FetchException if there is none; the message lists the names
   */
  public CatalogueEntry entry(String name) throws FetchException {
    for (CatalogueEntry entry : entries) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    throw new FetchException(
        "nothing named \""
            + name
            + "\" can be fetched; known are "
            + entries.stream().map(CatalogueEntry::name).toList());
  }
}
