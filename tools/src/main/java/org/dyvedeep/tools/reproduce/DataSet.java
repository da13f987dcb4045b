package org.dyvedeep.tools.reproduce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dyvedeep.tools.data.DataSources;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.PartOfImages;
import org.dyvedeep.tools.data.Shapes10Images;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.fetch.Catalogue;
import org.dyvedeep.tools.fetch.Digests;

/** Labelled pictures that no plan was tuned on. */
public enum DataSet {
  /** The embedded pictures. */
  SHAPES10("", "", 1, 1),
  /** CIFAR-10's test pictures, or those of them that are at hand. */
  CIFAR10("./dyvedeep fetch cifar10", " --data DATA/cifar-10/train_10k.bin", 1, 1),
  /**
   * A quarter of CIFAR-10's test pictures: how far a plan for compressed AlexNet may go was decided
   * on another half of them.
   */
  CIFAR10_QUARTER(CIFAR10.command, CIFAR10.tuning, 3, 4),
  /** Photos of ImageNet: every second one, since the others are for tuning. */
  IMAGENET(
      "put ImageNet's validation photos into DATA/imagenet-val (with val.txt, as a folder per"
          + " WordNet id, or as Caffe's LMDB), or 500 of them with labels.tsv into"
          + " DATA/imagenet-500, then ./dyvedeep reproduce --data DATA",
      " --data DATA/imagenet-val --part 1/2",
      2,
      2);

  private static final String FETCHED_FILE = "test_batch.bin";

  private final String command;
  private final String tuning;
  private final int part;
  private final int parts;

  /** The pictures are the {@code part}-th of every {@code parts}. */
  DataSet(String command, String tuning, int part, int parts) {
    this.command = command;
    this.tuning = tuning;
    this.part = part;
    this.parts = parts;
  }

  /** Where it may lie in a folder of data sets, first choice first. */
  private List<String> paths() {
    return switch (this) {
      case SHAPES10 -> List.of();
      case CIFAR10, CIFAR10_QUARTER ->
          List.of(
              "cifar-10/test_even.bin",
              "cifar-10/test_batch.bin",
              "cifar-10-batches-bin/test_batch.bin");
      case IMAGENET -> List.of("imagenet-val", "ilsvrc12_val_lmdb", "imagenet-500");
    };
  }

  /** The first of them that is there. */
  private Optional<String> path(Path folder) {
    return paths().stream().filter(path -> Files.exists(folder.resolve(path))).findFirst();
  }

  /**
   * Pictures that were found.
   *
   * @param name what reports call them
   * @param images the pictures
   * @param fingerprint SHA-256: of a file, its content; of a folder, the names and sizes of its
   *     files; for embedded pictures, "made by the program"
   */
  public record Found(String name, LabelledImages images, String fingerprint) {}

  /** The command that gets the data; empty for embedded ones. */
  public String command() {
    return command;
  }

  /** What {@code tune} is told to find other pictures of the same kind: words for people. */
  String tuningArguments() {
    return tuning;
  }

  /**
   * What {@code tune} is told, if these pictures are here.
   *
   * @param folder the folder of data sets
   * @param cache where downloads are kept
   */
  public Optional<List<String>> tuning(Path folder, CacheFolder cache) throws IOException {
    return switch (this) {
      case SHAPES10 -> Optional.of(List.of());
      case IMAGENET ->
          path(folder).isEmpty()
              ? Optional.empty()
              : existing(folder.resolve(path(folder).get()), "--part", "1/2");
      case CIFAR10, CIFAR10_QUARTER -> {
        Optional<List<String>> own = existing(folder.resolve("cifar-10/train_10k.bin"));
        Optional<Path> fetched = cache.find(Catalogue.standard().entry("cifar10"));
        yield own.isPresent() || fetched.isEmpty()
            ? own
            : existing(fetched.get().resolve("data_batch_1.bin"));
      }
    };
  }

  private static Optional<List<String>> existing(Path data, String... more) {
    List<String> words = new ArrayList<>(List.of("--data", data.toString()));
    words.addAll(List.of(more));
    return Files.exists(data) ? Optional.of(words) : Optional.empty();
  }

  /**
   * Looks for the data.
   *
   * @param folder the folder of data sets
   * @param cache where downloads are kept
   * @throws IOException if it is there and cannot be read
   */
  public Optional<Found> find(Path folder, CacheFolder cache) throws IOException {
    if (this == SHAPES10) {
      LabelledImages images = new Shapes10Images();
      return Optional.of(new Found(images.layout(), images, "made by the program"));
    }
    Optional<String> path = path(folder);
    if (path.isPresent()) {
      return Optional.of(found(path.get(), folder.resolve(path.get())));
    }
    Optional<Path> fetched =
        this == CIFAR10 || this == CIFAR10_QUARTER
            ? cache.find(Catalogue.standard().entry("cifar10")).map(f -> f.resolve(FETCHED_FILE))
            : Optional.empty();
    return fetched.isPresent()
        ? Optional.of(found("cifar10 (fetched), " + FETCHED_FILE, fetched.get()))
        : Optional.empty();
  }

  private Found found(String name, Path place) throws IOException {
    LabelledImages all = DataSources.open(place);
    String print = fingerprint(place);
    return parts == 1
        ? new Found(name, all, print)
        : new Found(
            "%s, part %d/%d".formatted(name, part, parts),
            new PartOfImages(all, part - 1, parts),
            print);
  }

  private static String fingerprint(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      return Digests.sha256(place);
    }
    try (Stream<Path> files = Files.walk(place)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String line = place.relativize(file) + " " + Files.size(file) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("this Java has no SHA-256; use a complete JDK", e);
    }
  }
}
