package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.fetch.Catalogue;
import org.dyvedeep.tools.fetch.CatalogueEntry;
import org.dyvedeep.tools.fetch.FetchListener;
import org.dyvedeep.tools.fetch.FetchResult;
import org.dyvedeep.tools.fetch.FetchSettings;
import org.dyvedeep.tools.fetch.Fetcher;
import org.dyvedeep.tools.report.Progress;
import org.dyvedeep.tools.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads published weights and data into the cache folder. */
@Command(
    name = "fetch",
    description = {
      "Downloads published weights and data, checks them and keeps them in the cache folder.",
      "An interrupted download is resumed. The cache is DYVEDEEP_CACHE, else dyvedeep in the"
          + " user's cache folder; DYVEDEEP_FETCH_MIRROR names a mirror."
    })
final class FetchVerb extends Verb {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description = "What to fetch; without any, the catalogue is listed.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "List the catalogue and what the cache holds.")
  private boolean list;

  /** One thing that can be, or was, fetched. */
  record Item(
      String name,
      String description,
      String url,
      Long bytes,
      boolean cached,
      Boolean verified,
      String path,
      String sha256) {}

  /** What there is, or what was fetched. */
  record FetchReport(String cache, List<Item> items) implements Report {
    @Override
    public String text() {
      TextTable table = new TextTable("name", "bytes", "state", "where");
      for (Item item : items) {
        String state = item.cached() ? "in the cache" : "not fetched";
        if (item.verified() != null) {
          state = item.verified() ? "checksum agrees" : "no published checksum";
        }
        table.row(
            item.name(),
            item.bytes() == null ? "unknown" : Long.toString(item.bytes()),
            state,
            item.path() == null ? item.url() : item.path());
      }
      return table + "cache: " + cache;
    }
  }

  private final Supplier<CacheFolder> cacheFolder;
  private final Supplier<FetchSettings> settings;

  /** Downloads as this process's environment says. */
  FetchVerb() {
    this(CacheFolder::standard, FetchSettings::standard);
  }

  FetchVerb(Supplier<CacheFolder> cacheFolder, Supplier<FetchSettings> settings) {
    this.cacheFolder = cacheFolder;
    this.settings = settings;
  }

  @Override
  Report execute() throws IOException {
    CacheFolder cache = cacheFolder.get();
    Catalogue catalogue = Catalogue.standard();
    List<Item> items = new ArrayList<>();
    if (list || names.isEmpty()) {
      catalogue.entries().forEach(entry -> items.add(listed(entry, cache)));
    } else {
      List<CatalogueEntry> entries = new ArrayList<>();
      for (String name : names) {
        entries.add(catalogue.entry(name));
      }
      Fetcher fetcher = new Fetcher(cache, settings());
      for (CatalogueEntry entry : entries) {
        items.add(fetched(entry, fetcher));
      }
    }
    return new FetchReport(cache.root().toString(), items);
  }

  private FetchSettings settings() {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          FetchSettings.MIRROR_VARIABLE
              + " is not the address of a folder: "
              + e.getMessage()
              + "; write it as https://host/folder/");
    }
  }

  private static Item listed(CatalogueEntry entry, CacheFolder cache) {
    String path = cache.find(entry).map(Object::toString).orElse(null);
    Long bytes = entry.bytes() < 0 ? null : entry.bytes();
    String url = entry.urls().get(0).toString();
    return new Item(entry.name(), entry.description(), url, bytes, path != null, null, path, null);
  }

  private Item fetched(CatalogueEntry entry, Fetcher fetcher) throws IOException {
    try (Bar bar = new Bar(entry)) {
      FetchResult result = fetcher.fetch(entry, bar);
      return new Item(
          entry.name(),
          entry.description(),
          result.url(),
          result.bytes(),
          result.cached(),
          result.verified(),
          result.path().toString(),
          result.sha256());
    }
  }

  /** Shows a download; the bar is made when the size becomes known. */
  private final class Bar implements FetchListener, AutoCloseable {
    private final CatalogueEntry entry;
    private Progress progress;

    Bar(CatalogueEntry entry) {
      this.entry = entry;
    }

    @Override
    public void progress(long bytes, long total) {
      if (progress == null) {
        progress = FetchVerb.this.progress(entry.name(), "bytes", total);
      }
      progress.done(bytes);
    }

    @Override
    public void note(String sentence) {
      remark(entry.name() + ": " + sentence);
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
