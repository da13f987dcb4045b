package org.dyvedeep.tools.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {

  private static Preprocessing read(String json) throws IOException {
    return Preprocessing.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "net.json");
  }

  @Test
  void writesWhatItReads(@TempDir Path folder) throws IOException {
    List<Preprocessing> examples =
        List.of(
            Preprocessing.IDENTITY,
            new Preprocessing(
                Resize.plain(256, 240),
                227,
                ChannelOrder.BGR,
                Preprocessing.Mean.of(104f, 117f, 123.5f),
                0.0078125f),
            new Preprocessing(
                Resize.shortSide(256),
                224,
                ChannelOrder.RGB,
                new Preprocessing.Mean(List.of(), "mean.binaryproto"),
                1f));
    for (Preprocessing example : examples) {
      Path file = folder.resolve("example.json");
      example.write(file);
      assertEquals(example, Preprocessing.read(file));
    }
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count(), "no temporary files are left");
    }
  }

  @Test
  void fillsInDefaults() throws IOException {
    assertEquals(Preprocessing.IDENTITY, read("{'resize':{'mode':'none'}}".replace('\'', '"')));
  }

  @Test
  void readsBothFormsOfAMean() throws IOException {
    Preprocessing means =
        read(
            "{\"resize\":{\"mode\":\"plain\",\"width\":256,\"height\":256},\"crop\":227,\"mean\":{\"values\":[104,117,123]}}");
    assertEquals(Preprocessing.Mean.of(104f, 117f, 123f), means.mean());
    assertEquals(
        "a/mean.binaryproto",
        read("{\"resize\":{\"mode\":\"none\"},\"mean\":{\"file\":\"a/mean.binaryproto\"}}")
            .mean()
            .file());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                                          | (the whole file)
          {}                                                           | resize
          {"resize":{}}                                                | resize.mode
          {"resize":{"mode":"stretch"}}                                | resize.mode
          {"resize":{"mode":"plain","width":256}}                      | resize.height
          {"resize":{"mode":"plain","width":0,"height":1}}             | resize.width
          {"resize":{"mode":"plain","width":1.5,"height":1}}           | resize.width
          {"resize":{"mode":"plain","width":99999999999,"height":1}}   | resize.width
          {"resize":{"mode":"shortSide","width":256,"height":255}}     | resize.height
          {"resize":{"mode":"shortSide"}}                              | resize.width
          {"resize":{"mode":"none","width":3}}                         | resize.width
          {"resize":{"mode":"none","interpolation":"cubic"}}           | resize.interpolation
          {"resize":{"mode":"none","antialias":true}}                  | resize.antialias
          {"resize":{"mode":"none"},"crop":-1}                         | crop
          {"resize":{"mode":"none"},"channelOrder":"bgr"}              | channelOrder
          {"resize":{"mode":"none"},"mean":{}}                         | mean
          {"resize":{"mode":"none"},"mean":{"values":[1,2,3],"file":"m"}} | mean
          {"resize":{"mode":"none"},"mean":{"values":[1,2]}}           | mean.values
          {"resize":{"mode":"none"},"mean":{"values":[1,"a",3]}}       | mean.values[1]
          {"resize":{"mode":"none"},"mean":{"file":7}}                 | mean.file
          {"resize":{"mode":"none"},"scale":"1"}                       | scale
          {"resize":{"mode":"none"},"scale":1e99}                      | scale
          """)
  void namesTheFieldThatIsWrong(String json, String field) {
    InvalidPreprocessingException e =
        assertThrows(InvalidPreprocessingException.class, () -> read(json));
    assertTrue(e.getMessage().contains("net.json"), e.getMessage());
    assertTrue(e.getMessage().contains("\"" + field + "\""), e.getMessage());
  }

  @Test
  void saysWhereTheJsonBreaks() {
    InvalidPreprocessingException e =
        assertThrows(InvalidPreprocessingException.class, () -> read("{\n\"resize\": oops}"));
    assertTrue(e.getMessage().contains("line 2"), e.getMessage());
  }
}
