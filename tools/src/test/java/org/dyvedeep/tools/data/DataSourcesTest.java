package org.dyvedeep.tools.data;

import static org.dyvedeep.tools.data.DataFixtures.cifar;
import static org.dyvedeep.tools.data.DataFixtures.listed;
import static org.dyvedeep.tools.data.DataFixtures.png;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.dyvedeep.tools.SharedFolders;
import org.dyvedeep.tools.preprocess.ImageContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourcesTest {
  @TempDir private Path folder;

  private String refusal(Path path) {
    return assertThrows(
            InvalidDataException.class,
            () -> {
              listed(DataSources.open(path));
            })
        .getMessage();
  }

  private static void assertContains(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void readsCifarRecordsInOrderAndStopsAtTheLimit() throws IOException {
    LabelledImages source = DataSources.open(cifar(folder.resolve("some.bin"), 12));
    assertEquals(OptionalLong.of(12), source.size());
    assertEquals("some.bin#11:1", listed(source).get(11));
    assertEquals(List.of("some.bin#0:0", "some.bin#1:1"), listed(source.limit(2)));
    assertEquals(OptionalLong.of(2), source.limit(2).size());
    assertEquals(12, listed(source.limit(50)).size());
    try (LabelledImages.Cursor cursor = source.open()) {
      cursor.next();
      ImageContent.Planes pixels = (ImageContent.Planes) cursor.next().content();
      assertEquals(1f, pixels.sample(3071));
    }
  }

  @Test
  void readsTheUnpackedCifarArchive() throws IOException {
    cifar(folder.resolve("data_batch_2.bin"), 1);
    cifar(folder.resolve("data_batch_1.bin"), 2);
    assertEquals(
        List.of("data_batch_1.bin#0:0", "data_batch_1.bin#1:1", "data_batch_2.bin#0:0"),
        listed(DataSources.open(folder)));
    cifar(folder.resolve("test_batch.bin"), 1);
    assertEquals(List.of("test_batch.bin#0:0"), listed(DataSources.open(folder)));
  }

  @Test
  void refusesBrokenCifarFiles() throws IOException {
    Path file = cifar(folder.resolve("cut.bin"), 2);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));
    assertContains(refusal(file), "cut.bin", "5000 bytes", "3073");
    byte[] bytes = Files.readAllBytes(cifar(file, 2));
    bytes[3073] = 10;
    Files.write(file, bytes);
    assertContains(refusal(file), "record 1 has label 10");
  }

  @Test
  void readsLabelsByColumnName() throws IOException {
    png(folder.resolve("b.png"), 2, 2, 9);
    png(folder.resolve("deep/a.png"), 2, 2, 9);
    Files.writeString(
        folder.resolve("labels.tsv"), "name\tclass_index\tfile\nx\t7\tb.png\n\ny\t3\tdeep/a.png\n");
    LabelledImages source = DataSources.open(folder);
    assertEquals(List.of("b.png:7", "deep/a.png:3"), listed(source));
    assertEquals(OptionalLong.of(2), source.size());
    assertContains(source.layout(), "labels.tsv");
  }

  @Test
  void readsValTxtWithImagesInASubfolder() throws IOException {
    png(folder.resolve("val/ILSVRC2012_val_1.png"), 2, 2, 9);
    png(folder.resolve("with space.png"), 2, 2, 9);
    Files.writeString(folder.resolve("val.txt"), "ILSVRC2012_val_1.png 65\nwith space.png 970\n");
    assertEquals(
        List.of("ILSVRC2012_val_1.png:65", "with space.png:970"), listed(DataSources.open(folder)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.png",
        "sub/../../secret.png",
        "/etc/hostname",
        "link.png",
        "linked/secret.png",
        ".."
      })
  void refusesNamesThatLeadOutOfTheFolder(String name) throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    png(folder.resolve("secret.png"), 2, 2, 1);
    png(outside.resolve("secret.png"), 2, 2, 1);
    Path inside = Files.createDirectories(folder.resolve("inside"));
    Files.createDirectories(inside.resolve("sub"));
    Files.createSymbolicLink(inside.resolve("link.png"), folder.resolve("secret.png"));
    Files.createSymbolicLink(inside.resolve("linked"), outside);
    Files.writeString(inside.resolve("labels.tsv"), "file\tclass_index\n" + name + "\t1\n");
    assertContains(refusal(inside), "labels.tsv:2", name, "outside");
    Files.delete(inside.resolve("labels.tsv"));
    Files.writeString(inside.resolve("val.txt"), name + " 1\n");
    assertContains(refusal(inside), "val.txt:1", name, "outside");
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    Path list = folder.resolve("labels.tsv");
    Files.writeString(list, "file\tclass_index\na.png\n");
    assertContains(refusal(folder), "labels.tsv:2", "1 columns");
    Files.writeString(list, "file\tclass_index\na.png\tcat\n");
    assertContains(refusal(folder), "labels.tsv:2", "\"cat\"");
    Files.writeString(list, "file\tclass_index\na.png\t-1\n");
    assertContains(refusal(folder), "labels.tsv:2", "\"-1\"");
    Files.writeString(list, "file\tclass_index\na.png\t1\n");
    assertContains(refusal(folder), "labels.tsv:2", "a.png", "not a file");
    Files.writeString(list, "file\tclass\n");
    assertContains(refusal(folder), "labels.tsv:1", "class_index");
    Files.writeString(list, "file\tclass_index\n");
    assertContains(refusal(folder), "lists no images");
    Files.delete(list);
    Files.writeString(folder.resolve("val.txt"), "alone\n");
    assertContains(refusal(folder), "val.txt:1", "name label");
  }

  @Test
  void sortedWordNetIdsAreTheClasses() throws IOException {
    png(folder.resolve("n02000000/b.png"), 2, 2, 1);
    png(folder.resolve("n02000000/a.png"), 2, 2, 1);
    png(folder.resolve("n01000000/z.png"), 2, 2, 1);
    Files.writeString(folder.resolve("n01000000/notes.txt"), "no image");
    LabelledImages source = DataSources.open(folder);
    assertEquals(
        List.of("n01000000/z.png:0", "n02000000/a.png:1", "n02000000/b.png:1"), listed(source));
    assertContains(source.layout(), "sorted ids are classes 0 to 1");
  }

  @Test
  void aListOfClassesBesideThemDecidesTheirOrder() throws IOException {
    Path data = folder.resolve("val");
    png(data.resolve("n02000000/a.png"), 2, 2, 1);
    png(data.resolve("n01000000/z.png"), 2, 2, 1);
    Files.writeString(
        folder.resolve("synset_words.txt"), "n02000000 cat\nn03000000 cow\nn01000000 dog\n");
    LabelledImages source = DataSources.open(data);
    assertEquals(List.of("n02000000/a.png:0", "n01000000/z.png:2"), listed(source));
    assertContains(source.layout(), "synset_words.txt");
    Files.writeString(
        data.resolve("labels.tsv"), "class_index\twnid\n5\tn01000000\n9\tn02000000\n");
    assertEquals(List.of("n01000000/z.png:5", "n02000000/a.png:9"), listed(DataSources.open(data)));
    Files.writeString(data.resolve("labels.tsv"), "class_index\twnid\n5\tn01000000\n");
    assertContains(refusal(data), "does not list n02000000");
  }

  @Test
  void aWordNetImageMayNotLinkOut() throws IOException {
    png(folder.resolve("secret.png"), 2, 2, 1);
    Path classFolder = Files.createDirectories(folder.resolve("set/n01000000"));
    Files.createSymbolicLink(classFolder.resolve("x.png"), folder.resolve("secret.png"));
    assertContains(refusal(folder.resolve("set")), "x.png", "link");
  }

  @Test
  void refusesLevelDbAndUnknownLayoutsWithAdvice() throws IOException {
    assertContains(refusal(folder), "CIFAR-10", "labels.tsv", "val.txt", "WordNet", "LMDB");
    assertContains(refusal(folder.resolve("absent")), "does not exist", "val.txt");
    Files.writeString(folder.resolve("CURRENT"), "MANIFEST-000001\n");
    Files.writeString(folder.resolve("MANIFEST-000001"), "");
    String message = refusal(folder);
    assertContains(message, "LevelDB", "--backend=lmdb");
    assertFalse(message.contains("WordNet"));
  }

  @Test
  void countsTheSharedData() throws IOException {
    LabelledImages cifar = DataSources.open(SharedFolders.data("cifar-10/test_even.bin"));
    assertEquals(OptionalLong.of(5000), cifar.size());
    assertEquals(5000, listed(cifar).size());
    LabelledImages photos = DataSources.open(SharedFolders.data("imagenet-500"));
    List<String> names = listed(photos);
    assertEquals(500, names.size());
    assertEquals("n01440764_tench.JPEG:0", names.get(0));
  }
}
