package org.dyvedeep.tools.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.dyvedeep.tools.preprocess.ChannelOrder;
import org.dyvedeep.tools.preprocess.ImageContent;

/**
 * CIFAR-10's binary version: records of one label byte (0 to 9) and 3 x 32 x 32 bytes, planes in
 * the order R, G, B (https://www.cs.toronto.edu/~kriz/cifar.html). Several files are read one after
 * the other.
 */
public final class CifarRecords implements LabelledImages {
  /** Classes of CIFAR-10. */
  public static final int CLASSES = 10;

  private static final int SIDE = 32;
  private static final int PIXEL_BYTES = 3 * SIDE * SIDE;
  private static final int RECORD_BYTES = 1 + PIXEL_BYTES;

  private final List<Path> files;
  private final long records;
  private final String layout;

  private CifarRecords(List<Path> files, String layout) throws IOException {
    this.files = List.copyOf(files);
    this.layout = layout;
    long total = 0;
    for (Path file : files) {
      total += count(file);
    }
    this.records = total;
  }

  /**
   * One binary file.
   *
   * @throws InvalidDataException if its length is not a multiple of a record's
   */
  public static CifarRecords ofFile(Path file) throws IOException {
    return new CifarRecords(List.of(file), "CIFAR-10 binary file");
  }

  /**
   * A folder as unpacked from the published archive: its test_batch.bin, or without one its
   * data_batch_*.bin in the order of their names.
   *
   * @throws InvalidDataException if it has neither
   */
  public static CifarRecords ofFolder(Path folder) throws IOException {
    Path test = folder.resolve("test_batch.bin");
    if (Files.isRegularFile(test)) {
      return new CifarRecords(List.of(test), "CIFAR-10 folder, test_batch.bin");
    }
    List<Path> batches = trainingBatches(folder);
    if (batches.isEmpty()) {
      throw new InvalidDataException(
          folder.toString(), "has neither test_batch.bin nor data_batch_*.bin");
    }
    return new CifarRecords(batches, "CIFAR-10 folder, " + batches.size() + " data_batch files");
  }

  static boolean isCifarFolder(Path folder) throws IOException {
    return Files.isRegularFile(folder.resolve("test_batch.bin"))
        || !trainingBatches(folder).isEmpty();
  }

  private static List<Path> trainingBatches(Path folder) throws IOException {
    List<Path> batches = new ArrayList<>();
    try (var found = Files.newDirectoryStream(folder, "data_batch_*.bin")) {
      found.forEach(batches::add);
    }
    batches.sort(null);
    return batches;
  }

  private static long count(Path file) throws IOException {
    long bytes = Files.size(file);
    if (bytes == 0 || bytes % RECORD_BYTES != 0) {
      throw new InvalidDataException(
          file.toString(),
          "has %d bytes, which is not a multiple of a CIFAR-10 record's %d; it is truncated or not CIFAR-10's binary version"
              .formatted(bytes, RECORD_BYTES));
    }
    return bytes / RECORD_BYTES;
  }

  @Override
  public String layout() {
    return layout;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(records);
  }

  @Override
  public Cursor open() {
    return new RecordCursor();
  }

  private final class RecordCursor implements Cursor {
    private int nextFile;
    private Path file;
    private InputStream in;
    private long index;
    private long recordInFile;

    @Override
    public LabelledImage next() throws IOException {
      while (true) {
        if (in == null) {
          if (nextFile == files.size()) {
            return null;
          }
          file = files.get(nextFile++);
          in = new BufferedInputStream(Files.newInputStream(file), 64 * RECORD_BYTES);
          recordInFile = 0;
        }
        int label = in.read();
        if (label >= 0) {
          return read(label);
        }
        close();
      }
    }

    private LabelledImage read(int label) throws IOException {
      byte[] pixels = in.readNBytes(PIXEL_BYTES);
      String name = file.getFileName() + "#" + recordInFile;
      if (pixels.length != PIXEL_BYTES) {
        throw new InvalidDataException(
            file.toString(), "ends inside record " + recordInFile + "; get the file again");
      }
      if (label >= CLASSES) {
        throw new InvalidDataException(
            file.toString(),
            "record %d has label %d; expected 0 to %d: is this CIFAR-10's binary version?"
                .formatted(recordInFile, label, CLASSES - 1));
      }
      recordInFile++;
      return new LabelledImage(
          index++,
          name,
          label,
          ImageContent.Planes.ofBytes(name, 3, SIDE, SIDE, ChannelOrder.RGB, pixels));
    }

    @Override
    public void close() throws IOException {
      if (in != null) {
        in.close();
        in = null;
      }
    }
  }
}
