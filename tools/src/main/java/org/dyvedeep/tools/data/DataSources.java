package org.dyvedeep.tools.data;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds out what a {@code --data} path holds. */
public final class DataSources {
  private static final String ACCEPTED =
      """
      accepted are: a CIFAR-10 binary file (.bin) or a folder with test_batch.bin or data_batch_*.bin; \
      a folder with labels.tsv (columns file, class_index); a folder with val.txt ("name label" a line); \
      a folder of one folder per WordNet id (n########); a Caffe LMDB (a folder with data.mdb)""";

  private DataSources() {}

  /**
   * Opens a path by what it is, in this order: LMDB, labels.tsv, val.txt, CIFAR-10 binaries,
   * WordNet folders.
   *
   * @throws InvalidDataException if it is none of the accepted layouts (the message lists them), or
   *     is malformed
   * @throws IOException if it cannot be read
   */
  public static LabelledImages open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return openFolder(path);
    }
    if (!Files.exists(path)) {
      throw new InvalidDataException(path.toString(), "does not exist; " + ACCEPTED);
    }
    if ("data.mdb".equals(String.valueOf(path.getFileName()))) {
      return CaffeLmdb.of(path.toAbsolutePath().getParent());
    }
    if (!path.toString().endsWith(".bin")) {
      throw new InvalidDataException(path.toString(), "is not data that can be read; " + ACCEPTED);
    }
    return CifarRecords.ofFile(path);
  }

  private static LabelledImages openFolder(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve("data.mdb"))) {
      return CaffeLmdb.of(folder);
    }
    if (isLevelDb(folder)) {
      throw new InvalidDataException(
          folder.toString(),
          "is a LevelDB, which is not supported; convert it to LMDB with Caffe's tools (convert_imageset"
              + " --backend=lmdb), or give the images with a val.txt");
    }
    if (isListOfFiles(folder.resolve(LabelledFiles.LABELS_TSV))) {
      return LabelledFiles.ofLabelsTsv(folder);
    }
    if (Files.isRegularFile(folder.resolve(LabelledFiles.VAL_TXT))) {
      return LabelledFiles.ofValTxt(folder);
    }
    if (CifarRecords.isCifarFolder(folder)) {
      return CifarRecords.ofFolder(folder);
    }
    if (WordNetFolders.isWordNetFolder(folder)) {
      return WordNetFolders.of(folder);
    }
    if (Files.isRegularFile(folder.resolve(LabelledFiles.LABELS_TSV))) {
      return LabelledFiles.ofLabelsTsv(folder);
    }
    throw new InvalidDataException(
        folder.toString(), "is not a data set that can be read; " + ACCEPTED);
  }

  /**
   * A labels.tsv without a file column lists classes, not files; it then belongs to a folder per
   * WordNet id.
   */
  private static boolean isListOfFiles(Path list) throws IOException {
    if (!Files.isRegularFile(list)) {
      return false;
    }
    try (var lines = Files.newBufferedReader(list)) {
      String header = lines.readLine();
      return header != null && Arrays.asList(header.split("\t", -1)).contains("file");
    } catch (MalformedInputException e) {
      throw new InvalidDataException(list.toString(), "is not UTF-8 text", e);
    }
  }

  private static boolean isLevelDb(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve("CURRENT"))) {
      return false;
    }
    try (var manifests = Files.newDirectoryStream(folder, "MANIFEST-*")) {
      return manifests.iterator().hasNext();
    }
  }
}
