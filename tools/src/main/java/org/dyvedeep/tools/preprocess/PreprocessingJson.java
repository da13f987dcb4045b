package org.dyvedeep.tools.preprocess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON form of {@link Preprocessing}: every field is checked, and each complaint names the
 * field.
 */
final class PreprocessingJson {
  private static final Map<String, Resize.Mode> MODES = new LinkedHashMap<>();
  private static final Map<String, Resize.Interpolation> INTERPOLATIONS = new LinkedHashMap<>();
  private static final Map<String, ChannelOrder> ORDERS = new LinkedHashMap<>();

  static {
    MODES.put("plain", Resize.Mode.PLAIN);
    MODES.put("shortSide", Resize.Mode.SHORT_SIDE);
    MODES.put("none", Resize.Mode.NONE);
    INTERPOLATIONS.put("bilinear", Resize.Interpolation.BILINEAR);
    INTERPOLATIONS.put("antialiased", Resize.Interpolation.ANTIALIASED);
    ORDERS.put("BGR", ChannelOrder.BGR);
    ORDERS.put("RGB", ChannelOrder.RGB);
  }

  private final String source;

  PreprocessingJson(String source) {
    this.source = source;
  }

  Preprocessing parse(InputStream in) throws IOException {
    return parse(tree(in));
  }

  Preprocessing parse(JsonNode root) throws InvalidPreprocessingException {
    requireObject(root, "(the whole file)");
    requireKnownKeys(root, "", Set.of("resize", "crop", "channelOrder", "mean", "scale"));
    if (!root.has("resize")) {
      throw wrong("resize", "is missing; expected {\"mode\": \"plain\", \"width\": 256, ...}");
    }
    return new Preprocessing(
        resize(root.get("resize")),
        root.hasNonNull("crop") ? side(root.get("crop"), "crop", 0) : 0,
        root.has("channelOrder")
            ? choice(root.get("channelOrder"), "channelOrder", ORDERS)
            : ChannelOrder.BGR,
        root.has("mean") ? mean(root.get("mean")) : Preprocessing.Mean.none(),
        root.has("scale") ? number(root.get("scale"), "scale") : 1f);
  }

  private JsonNode tree(InputStream in) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(16).maxDocumentLength(1 << 20).build());
    try {
      return mapper.readTree(in);
    } catch (JsonProcessingException e) {
      throw new InvalidPreprocessingException(
          source, "is not JSON: " + e.getOriginalMessage() + " " + position(e), e);
    }
  }

  private static String position(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : "(line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private Resize resize(JsonNode node) throws InvalidPreprocessingException {
    requireObject(node, "resize");
    requireKnownKeys(node, "resize.", Set.of("mode", "width", "height", "interpolation"));
    if (!node.has("mode")) {
      throw wrong("resize.mode", "is missing; expected one of " + MODES.keySet());
    }
    Resize.Mode mode = choice(node.get("mode"), "resize.mode", MODES);
    Resize.Interpolation interpolation =
        node.has("interpolation")
            ? choice(node.get("interpolation"), "resize.interpolation", INTERPOLATIONS)
            : Resize.Interpolation.BILINEAR;
    int width = node.has("width") ? side(node.get("width"), "resize.width", 1) : 0;
    int height = node.has("height") ? side(node.get("height"), "resize.height", 1) : 0;
    return switch (mode) {
      case NONE -> {
        refuse(width != 0, "resize.width", "is not used with mode none; remove it");
        refuse(height != 0, "resize.height", "is not used with mode none; remove it");
        yield new Resize(mode, 0, 0, interpolation);
      }
      case PLAIN -> {
        refuse(width == 0, "resize.width", "is missing; mode plain needs width and height");
        refuse(height == 0, "resize.height", "is missing; mode plain needs width and height");
        yield new Resize(mode, width, height, interpolation);
      }
      case SHORT_SIDE -> {
        refuse(width == 0, "resize.width", "is missing; mode shortSide takes the short side here");
        refuse(
            height != 0 && height != width,
            "resize.height",
            "is " + height + ", but with mode shortSide it must equal width " + width);
        yield new Resize(mode, width, width, interpolation);
      }
    };
  }

  private Preprocessing.Mean mean(JsonNode node) throws InvalidPreprocessingException {
    requireObject(node, "mean");
    requireKnownKeys(node, "mean.", Set.of("values", "file"));
    refuse(
        node.size() != 1,
        "mean",
        "needs either \"values\" or the \"file\" of a mean image, one of them");
    String key = node.fieldNames().next();
    JsonNode given = node.get(key);
    if (key.equals("file")) {
      refuse(
          !given.isTextual() || given.textValue().isBlank(),
          "mean." + key,
          "found " + given + ", expected the path of a binaryproto file");
      return new Preprocessing.Mean(List.of(), given.textValue());
    }
    refuse(
        !given.isArray() || (given.size() != 1 && given.size() != 3),
        "mean." + key,
        "found " + given + ", expected an array of 1 or 3 numbers");
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      values.add(number(given.get(i), "mean." + key + "[" + i + "]"));
    }
    return new Preprocessing.Mean(values, null);
  }

  private <T> T choice(JsonNode node, String field, Map<String, T> choices)
      throws InvalidPreprocessingException {
    T chosen = node.isTextual() ? choices.get(node.textValue()) : null;
    refuse(chosen == null, field, "found " + node + ", expected one of " + choices.keySet());
    return chosen;
  }

  private int side(JsonNode node, String field, int smallest) throws InvalidPreprocessingException {
    boolean fits =
        node.isIntegralNumber()
            && node.canConvertToInt()
            && node.intValue() >= smallest
            && node.intValue() <= Preprocessing.MAX_SIDE;
    refuse(
        !fits,
        field,
        "found " + node + ", expected pixels from " + smallest + " to " + Preprocessing.MAX_SIDE);
    return node.intValue();
  }

  private float number(JsonNode node, String field) throws InvalidPreprocessingException {
    refuse(
        !node.isNumber() || !Float.isFinite(node.floatValue()),
        field,
        "found " + node + ", expected a finite number");
    return node.floatValue();
  }

  private void requireObject(JsonNode node, String field) throws InvalidPreprocessingException {
    refuse(node == null || !node.isObject(), field, "expected a JSON object");
  }

  private void requireKnownKeys(JsonNode node, String prefix, Set<String> known)
      throws InvalidPreprocessingException {
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      refuse(
          !known.contains(name),
          prefix + name,
          "is not known; known are " + known.stream().sorted().toList());
    }
  }

  private void refuse(boolean condition, String field, String problem)
      throws InvalidPreprocessingException {
    if (condition) {
      throw wrong(field, problem);
    }
  }

  private InvalidPreprocessingException wrong(String field, String problem) {
    return new InvalidPreprocessingException(source, field, problem);
  }

  static void write(Preprocessing preprocessing, Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    Resize resize = preprocessing.resize();
    ObjectNode resizeNode = root.putObject("resize");
    resizeNode.put("mode", nameOf(MODES, resize.mode()));
    if (resize.mode() != Resize.Mode.NONE) {
      resizeNode.put("width", resize.width());
      resizeNode.put("height", resize.height());
    }
    resizeNode.put("interpolation", nameOf(INTERPOLATIONS, resize.interpolation()));
    root.put("crop", preprocessing.crop());
    root.put("channelOrder", preprocessing.channelOrder().name());
    writeMean(preprocessing.mean(), root);
    root.put("scale", preprocessing.scale());

    Path absolute = file.toAbsolutePath();
    Path temporary = Files.createTempFile(absolute.getParent(), ".preprocessing", ".json");
    try {
      Files.write(temporary, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
      Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void writeMean(Preprocessing.Mean mean, ObjectNode root) {
    if (mean.file() != null) {
      root.putObject("mean").put("file", mean.file());
    } else if (!mean.values().isEmpty()) {
      var values = root.putObject("mean").putArray("values");
      mean.values().forEach(value -> values.add(value.floatValue()));
    }
  }

  private static <T> String nameOf(Map<String, T> choices, T value) {
    return choices.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
