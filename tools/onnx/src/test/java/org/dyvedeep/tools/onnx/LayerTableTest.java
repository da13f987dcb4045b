package org.dyvedeep.tools.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.RandomOperation;
import org.dyvedeep.engine.op.RandomOperations;
import org.dyvedeep.tools.onnx.proto.NodeProto;
import org.junit.jupiter.api.Test;

/** The column ONNX of docs/layers.md names the operators that layers become. */
class LayerTableTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Operations that are not called after their layer type. */
  private static final Map<String, String> TYPES =
      Map.of("identity", "dropout", "spatialpyramidpooling", "spp");

  @Test
  void theColumnIsWhatIsWritten() throws IOException {
    assertEquals(written(), listed());
  }

  /** By layer type, in lower case. */
  private static Map<String, String> listed() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (String line : Files.readString(Path.of("..", "..", "docs", "layers.md")).split("\n", -1)) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      boolean row = line.startsWith("| `") && cells.size() == 10;
      if (row) {
        listed.put(
            codes(cells.get(1)).first().toLowerCase(Locale.ROOT), codes(cells.get(8)).toString());
      }
    }
    return listed;
  }

  private static SortedSet<String> codes(String cell) {
    SortedSet<String> codes = new TreeSet<>();
    for (Matcher matcher = CODE.matcher(cell); matcher.find(); ) {
      codes.add(matcher.group(1));
    }
    return codes;
  }

  private static Map<String, String> written() throws IOException {
    Map<String, String> written = new TreeMap<>();
    for (Class<? extends Operation> type : RandomOperations.types()) {
      SplittableRandom random = new SplittableRandom(5);
      Set<String> operators = new TreeSet<>();
      for (int i = 0; i < 400; i++) {
        RandomOperation operation = RandomOperations.of(type, random);
        if (!fused(operation.operation())) {
          WrittenModel.of(OneLayer.of(operation)).graph().getNodeList().stream()
              .map(NodeProto::getOpType)
              .forEach(operators::add);
        }
      }
      String name = type.getSimpleName().toLowerCase(Locale.ROOT);
      written.put(TYPES.getOrDefault(name, name), operators.toString());
    }
    return written;
  }

  /** The importer fuses nothing. */
  private static boolean fused(Operation operation) {
    return (operation instanceof Convolution c && !(c.activation() instanceof Identity))
        || (operation instanceof Deconvolution d && !(d.activation() instanceof Identity))
        || (operation instanceof InnerProduct p && !(p.activation() instanceof Identity));
  }
}
