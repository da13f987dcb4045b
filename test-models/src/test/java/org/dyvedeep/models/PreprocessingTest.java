package org.dyvedeep.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dyvedeep.models.Preprocessing.ChannelOrder;
import org.dyvedeep.models.Preprocessing.ResizeMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {
  private static final String GOOD =
      "{'resize': {'mode': 'shortSide', 'width': 256, 'height': 256, 'interpolation': 'bilinear'},"
          + " 'crop': 224, 'channelOrder': 'RGB', 'mean': {'perChannel': [1, 2.5, 3]}, 'scale': 0.5}";

  @TempDir private Path folder;

  private Preprocessing read(String json) throws IOException {
    Path file = folder.resolve("preprocessing.json");
    Files.writeString(file, json.replace('\'', '"'));
    return BuiltInModels.readPreprocessing(file);
  }

  @Test
  void readsAUsersFile() throws IOException {
    Preprocessing preprocessing = read(GOOD);
    assertEquals(ResizeMode.SHORT_SIDE, preprocessing.resize().mode());
    assertEquals(224, preprocessing.crop());
    assertEquals(ChannelOrder.RGB, preprocessing.channelOrder());
    assertEquals(List.of(1f, 2.5f, 3f), preprocessing.mean().perChannel());
    assertEquals(0.5f, preprocessing.scale());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "224, | 300, | crop 300",
        "224, | -1, | crop must be positive",
        "'scale': 0.5 | 'scale': 0 | scale",
        "'scale': 0.5 | 'scale': 0.5, 'size': 1 | size",
        "'scale': 0.5 | 'scale': null | scale",
        "'channelOrder': 'RGB', | | channelOrder",
        "'RGB' | 'GRB' | GRB",
        "'shortSide' | 'none' | mode none",
        "'width': 256, | | width 0",
        "'perChannel': [1, 2.5, 3] | | neither",
        "[1, 2.5, 3] | [1, 2.5, 3], 'binaryproto': 'x' | both",
        "0.5} | 0.5 | preprocessing.json"
      })
  void mistakesAreNamed(String text, String replacement, String named) {
    String json = GOOD.replace(text, replacement == null ? "" : replacement);
    String message = assertThrows(IOException.class, () -> read(json)).getMessage();
    assertTrue(message.contains(named), message);
    assertTrue(message.contains("preprocessing.json, line 1: "), message);
  }
}
