package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dyvedeep.caffe.convert.LayerRegistry;
import org.dyvedeep.caffe.convert.RefusedTypes;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter.LayerType;
import org.dyvedeep.caffe.read.PrototxtReader;
import org.dyvedeep.caffe.read.ReadOptions;
import org.dyvedeep.caffe.read.SourceMap;
import org.dyvedeep.caffe.upgrade.NetUpgrader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/layers.md says what is so. */
class LayerTableTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern WHY = Pattern.compile("\\([^)]*\\)");
  private static List<List<String>> supported;
  private static List<List<String>> refused;

  @BeforeAll
  static void read() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "layers.md"));
    int refusedAt = page.indexOf("## Refused");
    supported = rows(page.substring(0, refusedAt));
    refused = rows(page.substring(refusedAt));
  }

  private static List<List<String>> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList())
        .toList();
  }

  private static List<String> codes(String cell) {
    List<String> found = new ArrayList<>();
    Matcher matcher = CODE.matcher(WHY.matcher(cell).replaceAll(""));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String type(List<String> row) {
    return codes(row.get(0)).get(0);
  }

  private static Set<String> sorted(Collection<String> names) {
    return new TreeSet<>(names);
  }

  @Test
  void supportedTypesAreThoseWithAConverter() {
    Set<String> builtIn =
        LayerRegistry.load().all().stream()
            .filter(c -> c.getClass().getPackageName().endsWith(".convert.layer"))
            .map(c -> c.type())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(builtIn, sorted(supported.stream().map(LayerTableTest::type).toList()));
  }

  @Test
  void refusedTypesHaveTheirReasons() {
    assertEquals(
        RefusedTypes.reasons(),
        refused.stream().collect(Collectors.toMap(LayerTableTest::type, row -> row.get(3))));
  }

  @Test
  void everyFieldIsEitherHonouredOrIgnored() {
    for (List<String> row : supported) {
      Set<String> fields = new TreeSet<>();
      for (String message : codes(row.get(3))) {
        LayerParameter.getDescriptor()
            .findFieldByName(message)
            .getMessageType()
            .getFields()
            .stream()
            .map(FieldDescriptor::getName)
            .forEach(fields::add);
      }
      List<String> listed = new ArrayList<>(codes(row.get(4)));
      listed.addAll(codes(row.get(5)));
      assertEquals(fields, sorted(listed), () -> type(row));
      assertEquals(fields.size(), listed.size(), () -> "a field twice: " + type(row));
    }
  }

  @Test
  void olderSpellingsAreUpgradedToTheType() {
    for (List<String> row : Stream.concat(supported.stream(), refused.stream()).toList()) {
      for (String name : codes(row.get(1))) {
        assertEquals(type(row), upgraded("layers { name: 'x' type: " + name + " }"));
      }
      for (String name : codes(row.get(2))) {
        assertEquals(type(row), upgraded("layers { layer { name: 'x' type: '" + name + "' } }"));
      }
    }
  }

  private static String upgraded(String text) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    NetParameter net = new PrototxtReader(ReadOptions.defaults()).parse("old", bytes).net();
    return NetUpgrader.upgrade("old", SourceMap.empty(), net).net().getLayer(0).getType();
  }

  @Test
  void everyTypeOfV1IsListed() {
    Set<String> known =
        Arrays.stream(LayerType.values())
            .filter(type -> type != LayerType.NONE)
            .map(LayerType::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed = new TreeSet<>();
    Stream.concat(supported.stream(), refused.stream())
        .forEach(row -> listed.addAll(codes(row.get(1))));
    assertEquals(known, listed);
  }
}
