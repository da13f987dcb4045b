package org.dyvedeep.caffe.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.dyvedeep.caffe.ImportFailures.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.PoolingParameter;
import org.dyvedeep.caffe.read.SourceMap.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrototxtReaderTest {
  private static final PrototxtReader READER = new PrototxtReader(ReadOptions.defaults());

  private static NetParameter parse(String text) {
    return READER.parse("test", text.getBytes(UTF_8)).net();
  }

  private static LayerParameter layer(String body) {
    return parse("layer { " + body + " }").getLayer(0);
  }

  private static ModelImportException refused(String text, String... words) {
    return assertRefused(() -> parse(text), words);
  }

  @Test
  void nestedMessagesInAllTheirForms() {
    NetParameter net =
        parse(
            """
            name: 'net' # a comment
            layer { name: "a" }
            layer: { name: "b"; type: "ReLU", }
            layer < name: "c" >
            layer [ { name: "d" }, < name: "e" > ]
            input_shape { dim: [1, 3], dim: 32; dim: 32 }
            input: []
            """);
    assertEquals("net", net.getName());
    assertEquals(
        List.of("a", "b", "c", "d", "e"),
        net.getLayerList().stream().map(LayerParameter::getName).toList());
    assertEquals(List.of(1L, 3L, 32L, 32L), net.getInputShape(0).getDimList());
  }

  @ParameterizedTest
  @CsvSource({
    "16, 16",
    "0x1F, 31",
    "0X1f, 31",
    "017, 15",
    "-5, -5",
    "- 5, -5",
    "-2147483648, -2147483648",
    "2147483647, 2147483647",
    "0, 0"
  })
  void integers(String text, int value) {
    assertEquals(value, layer("softmax_param { axis: " + text + " }").getSoftmaxParam().getAxis());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "-2147483649", "1.0", "1f", "x", "08", "12a", "0x", "''"})
  void integersThatAreNone(String text) {
    refused("layer { softmax_param { axis: " + text + " } }", "test:1:");
  }

  @Test
  void unsignedIntegersUseAll32Bits() {
    LayerParameter layer = layer("convolution_param { num_output: 4294967295 }");
    assertEquals(-1, layer.getConvolutionParam().getNumOutput());
    refused("layer { convolution_param { num_output: -1 } }", "found -1", "0 to 4294967295");
    refused("layer { convolution_param { num_output: 4294967296 } }", "0 to 4294967295");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1., 1",
    ".5, 0.5",
    "1e-4, 1e-4",
    "1E+2, 100",
    "2.5f, 2.5",
    "3F, 3",
    "-.25, -0.25",
    "- 1.5, -1.5",
    "inf, Infinity",
    "-Infinity, -Infinity",
    "nan, NaN",
    "1e99, Infinity",
    "0.0, 0"
  })
  void floats(String text, float value) {
    assertEquals(value, layer("power_param { scale: " + text + " }").getPowerParam().getScale());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x10", "010", "1.2.3", "1e", "fast", "--1", "\"1\"", "1,5"})
  void floatsThatAreNone(String text) {
    refused("layer { power_param { scale: " + text + " } }", "test:1:");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "True, true",
    "t, true",
    "1, true",
    "0x1, true",
    "false, false",
    "False, false",
    "f, false",
    "0, false"
  })
  void booleans(String text, boolean value) {
    LayerParameter layer = layer("convolution_param { bias_term: " + text + " }");
    assertEquals(value, layer.getConvolutionParam().getBiasTerm());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "2", "TRUE", "-1", "'true'"})
  void booleansThatAreNone(String text) {
    refused("layer { convolution_param { bias_term: " + text + " } }", "bias_term");
  }

  @Test
  void enumsByNameAndByNumber() {
    assertEquals(
        PoolingParameter.PoolMethod.AVE,
        layer("pooling_param { pool: AVE }").getPoolingParam().getPool());
    assertEquals(
        PoolingParameter.PoolMethod.AVE,
        layer("pooling_param { pool: 1 }").getPoolingParam().getPool());
    refused("layer { pooling_param { pool: MEAN } }", "'MEAN'", "MAX, AVE, STOCHASTIC");
    refused("layer { pooling_param { pool: 9 } }", "MAX, AVE, STOCHASTIC");
  }

  @Test
  void stringsWithEscapesAndInPieces() {
    assertEquals(
        "a\tb\"c'd\\AA\u00e9\u20ac\ud83d\ude00",
        parse("name: 'a\\tb\\\"c' \"\\'d\" # between\n '\\\\\\101\\x41\u00e9\\u20ac\\U0001F600'")
            .getName());
    refused("name: \"abc", "closing");
    refused("name: \"abc\n\"", "closing");
    refused("layer { name: 'a' type: '\\q'", "escape", "layer \"a\"", "field type");
    refused("name: '\\x'", "escape");
    refused("name: '\\UFFFFFFFF'", "escape");
    refused("name: abc", "a string in quotes");
  }

  @Test
  void bytesThatAreNotUtf8() {
    String text = "# caf\u00e9\nname: 'caf\u00e9'\nlayer { name: 'x' }";
    ParsedNet parsed = READER.parse("test", text.getBytes(ISO_8859_1));
    assertEquals("caf\ufffd", parsed.net().getName());
    assertEquals(ImportWarning.Kind.ENCODING, parsed.warnings().get(0).kind());
    assertEquals(2, parsed.warnings().get(0).line());
    assertRefused(() -> READER.parse("test", text.getBytes(UTF_16)), "UTF-16");
  }

  @Test
  void columnsCountCharactersBehindAByteOrderMarkAndAllLineEnds() {
    byte[] text = "\ufeffname: 'x'\r\n# c\rlayer {\n  name: '\u00e9' x: }".getBytes(UTF_8);
    ModelImportException e = assertRefused(() -> READER.parse("test", text), "'}'");
    assertEquals(4, e.line().getAsInt());
    assertEquals(16, e.column().getAsInt());
    assertEquals(Optional.of("\u00e9"), e.layer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layer {",
        "layer { name: 'a' ",
        "}",
        "name 'a'",
        "name:",
        "layer ( )",
        "layer { ] }",
        "layer { name: 'a' >",
        "name: ['a']",
        "1: 'a'",
        "name: 'a' ;; input: 'b'",
        "\u00e9: 1",
        "input: ['a',]",
        "input: ['a' 'b', 1]",
        "input_dim: [1 2]",
        "layer: 5",
        "layer 5",
        "name = 'a'"
      })
  void textThatIsNotTheLanguage(String text) {
    assertTrue(refused(text).line().isPresent());
  }

  @Test
  void aFieldSetTwice() {
    ModelImportException e =
        refused(
            "layer {\n name: 'c'\n pooling_param { pad: 1 }\n pooling_param { } }",
            "a second value");
    assertEquals(4, e.line().getAsInt());
    refused("name: 'a' name: 'b'", "a second value for name");
  }

  @Test
  void unknownFieldsAreLeftOutWithAWarning() {
    String text =
        """
        layer {
          convolution_param { kernal_size: 3 num_output: 8 }
          fork_param { a: [1, -inf, 'x'] b < c { d: 'e' 'f' } > g: [ { h: 1 } ], i: -2.5; j: [] }
          [my.extension/of.mine]: 3
          name: "conv1"
        }
        """;
    ParsedNet parsed = READER.parse("test", text.getBytes(UTF_8));
    assertEquals(8, parsed.net().getLayer(0).getConvolutionParam().getNumOutput());
    assertEquals(3, parsed.warnings().size());
    ImportWarning typo = parsed.warnings().get(0);
    assertEquals(ImportWarning.Kind.UNKNOWN_FIELD, typo.kind());
    assertEquals("conv1", typo.layer());
    assertEquals("convolution_param.kernal_size", typo.field());
    assertEquals(2, typo.line());
    assertEquals(23, typo.column());
    assertTrue(typo.text().contains("did you mean kernel_size?"), typo.text());
    assertTrue(!parsed.warnings().get(1).text().contains("did you mean"));
    assertRefused(
        () ->
            new PrototxtReader(ReadOptions.defaults().withStrict(true))
                .parse("t", text.getBytes(UTF_8)),
        "t:2:23",
        "strict",
        "kernel_size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x 5", "x: ", "x: }", "x { 1 }", "x: [1", "x: [1,]", "x {", "x: - 'a'", "[x"})
  void unknownFieldsMustStillBeFields(String text) {
    refused("layer { " + text, "test:1:");
  }

  @Test
  void ceilModeOfForksIsRoundMode() {
    ParsedNet parsed =
        READER.parse(
            "test", "layer { name: 'p' pooling_param { ceil_mode: false } }".getBytes(UTF_8));
    assertEquals(
        PoolingParameter.RoundMode.FLOOR,
        parsed.net().getLayer(0).getPoolingParam().getRoundMode());
    assertEquals(ImportWarning.Kind.FORK_FIELD, parsed.warnings().get(0).kind());
    refused("layer { pooling_param { ceil_mode: true round_mode: CEIL } }", "a second value");
  }

  @Test
  void positionsOfLayersAndFields() {
    SourceMap map =
        READER
            .parse(
                "test",
                "name: 'n'\nlayer {\n  name: 'c'\n  pooling_param {\n   pad: 1 } }".getBytes(UTF_8))
            .positions();
    assertEquals(Optional.of(new Position(2, 1)), map.layer("c"));
    assertEquals(Optional.of(new Position(5, 4)), map.field("c", "pooling_param.pad"));
    assertEquals(Optional.empty(), map.field("c", "pooling_param.stride"));
    assertEquals(Optional.empty(), map.layer("d"));
  }

  @Test
  void limits() {
    ImportLimits limits = ImportLimits.defaults();
    String deep = "x {".repeat(5000);
    refused(deep, "nested at most 100");
    refused("layer {" + deep, "nested at most 100");
    refused("layer { x: [".repeat(1) + "{ x: [".repeat(5000), "nested at most 100");
    assertRefused(
        () -> parse(limits.withMaxLayers(1), "layer { } layer { }"), "more than 1 times layer");
    assertRefused(() -> parse(limits.withMaxRepeated(2), "input_dim: [1, 2, 3]"), "input_dim");
    assertRefused(() -> parse(limits.withMaxTextBytes(10), "layer { } layer { }"), "bytes of text");
  }

  private static NetParameter parse(ImportLimits limits, String text) {
    ReadOptions options = ReadOptions.defaults().withLimits(limits);
    return new PrototxtReader(options).parse("test", text.getBytes(UTF_8)).net();
  }

  @Test
  void filesThatAreSomethingElse(@TempDir Path folder) throws IOException {
    refused("<!DOCTYPE html><html></html>", "a web page");
    refused("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git-lfs");
    refused("", "an empty file");
    assertRefused(
        () -> READER.parse("t", new byte[] {10, 3, 'n', 'e', 't', 0}), "binary", "weights");
    assertRefused(() -> READER.read(folder.resolve("absent.prototxt")), "no such file");
    assertRefused(() -> READER.read(folder), "not a plain file");
    Path file = Files.writeString(folder.resolve("ok.prototxt"), "name: 'ok'");
    assertEquals("ok", READER.read(file).net().getName());
  }
}
