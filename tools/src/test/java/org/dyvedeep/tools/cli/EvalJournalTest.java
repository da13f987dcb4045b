package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations that are interrupted, and photos that cannot be read. */
class EvalJournalTest {
  private static final int IMAGES = 12;

  @TempDir private Path folder;
  private Path photos;
  private Path journal;

  @BeforeEach
  void makePhotos() throws IOException {
    photos = Files.createDirectories(folder.resolve("photos"));
    journal = folder.resolve("journal");
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < IMAGES; i++) {
      BufferedImage photo = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
      photo.setRGB(i, i, 0xFF << i);
      ImageIO.write(photo, "png", photos.resolve(i + ".png").toFile());
      list.append(i).append(".png ").append(i % 10).append('\n');
    }
    Files.writeString(photos.resolve("val.txt"), list);
  }

  private JsonNode eval(String... more) {
    List<String> words =
        new ArrayList<>(List.of("eval", "cifar10-quick", "--data", photos.toString()));
    words.addAll(List.of(more));
    return Run.json(words.toArray(String[]::new));
  }

  private static void sameFigures(JsonNode expected, JsonNode found) {
    for (String key : List.of("images", "top1", "top5", "unreadable")) {
      assertEquals(expected.get(key), found.get(key), key);
    }
  }

  /** As if the program had been killed, or the disk full, in the middle of a line. */
  @Test
  void anInterruptedRunGoesOnWithoutLosingOrDoubling() throws IOException {
    JsonNode whole = eval();
    sameFigures(whole, eval("--journal", journal.toString()));
    List<String> lines = Files.readAllLines(journal);
    assertEquals(1 + IMAGES, lines.size());
    for (int kept : List.of(1, 2, 8, 1 + IMAGES)) {
      String cut = kept < lines.size() ? lines.get(kept).substring(0, 9) : "";
      Files.writeString(journal, String.join("\n", lines.subList(0, kept)) + "\n" + cut);
      sameFigures(whole, eval("--journal", journal.toString(), "--batch", "5"));
      assertEquals(1 + IMAGES, Files.readAllLines(journal).size(), "after " + kept);
    }
  }

  /** What is known is not run again: the pictures are not even there. */
  @Test
  void knownImagesAreTakenFromTheJournal() throws IOException {
    eval("--journal", journal.toString(), "--limit", "5");
    String hits = Files.readString(journal).replace("\"best\":false", "\"best\":true");
    Files.writeString(journal, hits);
    JsonNode report = eval("--journal", journal.toString(), "--limit", "5");
    assertEquals(100, report.get("top1").doubleValue());
    assertEquals(5, report.get("images").intValue());
  }

  @Test
  void otherEvaluationsAndOtherFilesAreRefused() throws IOException {
    eval("--journal", journal.toString());
    Run.of("eval", "shapes10", "--limit", "2", "--journal", journal.toString())
        .refuses("another evaluation");
    Files.writeString(journal, "something else");
    Run.of("eval", "shapes10", "--limit", "2", "--journal", journal.toString())
        .refuses("not a journal");
    Path nowhere = folder.resolve("no/folder/journal");
    Run.of("eval", "--limit", "2", "--journal", nowhere.toString()).refuses("journal");
  }

  @Test
  void anUnreadablePhotoAmongManyIsNamedAndCanBeLeftOut() throws IOException {
    Files.writeString(photos.resolve("7.png"), "no photo");
    Run.of("eval", "cifar10-quick", "--data", photos.toString()).refuses("7.png");
    JsonNode report = eval("--skip-unreadable", "--journal", journal.toString());
    assertEquals(IMAGES - 1, report.get("images").intValue());
    assertEquals(1, report.get("unreadable").size());
    assertTrue(report.get("unreadable").get(0).textValue().contains("7.png"));
    sameFigures(report, eval("--skip-unreadable", "--batch", "4"));
    // It stays left out, and known, when the run goes on.
    sameFigures(report, eval("--skip-unreadable", "--journal", journal.toString()));
  }
}
