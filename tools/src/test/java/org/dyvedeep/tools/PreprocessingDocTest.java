package org.dyvedeep.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.tools.preprocess.ChannelOrder;
import org.dyvedeep.tools.preprocess.Preprocessing;
import org.dyvedeep.tools.preprocess.Resize;
import org.junit.jupiter.api.Test;

/** docs/preprocessing.md says what the descriptions say. */
class PreprocessingDocTest {
  private static String page() throws IOException {
    return Files.readString(SharedFolders.root().resolve("docs/preprocessing.md"));
  }

  private static Preprocessing read(String json, String name) throws IOException {
    try (InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
      return Preprocessing.read(in, name);
    }
  }

  private static Preprocessing described(String model) throws IOException {
    return read(BuiltInModels.get(model).preprocessing().toString(), model);
  }

  @Test
  void theExampleIsSqueezenets() throws IOException {
    String page = page();
    int start = page.indexOf("```json") + "```json".length();
    String json = page.substring(start, page.indexOf("```", start));
    assertEquals(described("squeezenet"), read(json, "docs/preprocessing.md"));
  }

  @Test
  void theTableHasEveryBuiltInModel() throws IOException {
    List<String> rows = page().lines().filter(line -> line.startsWith("| `")).toList();
    for (String model : BuiltInModels.names()) {
      Preprocessing steps = described(model);
      List<String> own =
          rows.stream().filter(row -> cell(row, 1).contains("`" + model + "`")).toList();
      assertEquals(1, own.size(), "rows of " + model);
      String row = own.get(0);
      Resize resize = steps.resize();
      boolean none = resize.mode() == Resize.Mode.NONE;
      String size = none ? "none" : "plain %dx%d".formatted(resize.width(), resize.height());
      assertTrue(cell(row, 2).startsWith(size), row);
      String name = resize.interpolation().name().toLowerCase(Locale.ROOT);
      assertEquals(none ? "" : "`" + name + "`", cell(row, 3), row);
      assertEquals(steps.crop() == 0 ? "" : "" + steps.crop(), cell(row, 4), row);
      assertEquals(mean(steps.mean()), cell(row, 5), row);
      assertEquals(ChannelOrder.BGR, steps.channelOrder(), model);
      assertEquals(1f, steps.scale(), model);
    }
  }

  private static String mean(Preprocessing.Mean mean) {
    if (mean.file() != null) {
      return "the mean image of CIFAR-10's training pictures";
    }
    return String.join(
        ", ",
        mean.values().stream()
            .map(value -> value % 1 == 0 ? "" + value.intValue() : value.toString())
            .toList());
  }

  private static String cell(String row, int index) {
    return row.split("\\|", -1)[index].strip();
  }
}
