package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.Random;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.convert.LayerRegistry;
import org.dyvedeep.caffe.proto.BlobShape;
import org.dyvedeep.caffe.proto.InputParameter;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Layers of every type with random fields over inputs of random shapes: a graph or a refusal, and
 * never another exception.
 */
class RandomLayersTest {
  private static final int TRIALS = 1500;
  private static final long[] NUMBERS = {
    0,
    0,
    1,
    1,
    1,
    2,
    2,
    2,
    3,
    3,
    4,
    5,
    7,
    -1,
    -2,
    -3,
    32,
    33,
    46341,
    65536,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE
  };

  private final List<LayerConverter> converters =
      LayerRegistry.load().all().stream()
          .filter(c -> c.getClass().getPackageName().endsWith(".convert.layer"))
          .toList();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void graphOrRefusal(long seed) {
    Random random = new Random(seed);
    int graphs = 0;
    for (int i = 0; i < TRIALS; i++) {
      String text = TextFormat.printer().printToString(net(random));
      graphs += loads(text) ? 1 : 0;
    }
    int found = graphs;
    assertTrue(found > TRIALS / 20 && found < TRIALS, () -> found + " of " + TRIALS);
  }

  private static boolean loads(String text) {
    try {
      assertNotNull(Nets.load(text));
      return true;
    } catch (ModelImportException e) {
      return false;
    } catch (RuntimeException e) {
      return fail("not a ModelImportException for\n" + text, e);
    }
  }

  private NetParameter net(Random random) {
    NetParameter.Builder net = NetParameter.newBuilder();
    int inputs = random.nextInt(3);
    LayerParameter.Builder layer = LayerParameter.newBuilder().setName("layer");
    int[] dims = random.ints(random.nextInt(6), 1, 9).toArray();
    for (int i = 0; i < inputs; i++) {
      if (random.nextInt(4) == 0) {
        dims = random.ints(random.nextInt(6), 1, 9).toArray();
      }
      BlobShape.Builder shape = BlobShape.newBuilder();
      for (int dim : dims) {
        shape.addDim(dim);
      }
      net.addLayerBuilder()
          .setName("in" + i)
          .setType("Input")
          .addTop("in" + i)
          .setInputParam(InputParameter.newBuilder().addShape(shape));
      layer.addBottom("in" + i);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      layer.addTop("out" + i);
    }
    String type = converters.get(random.nextInt(converters.size())).type();
    return net.addLayer(withFields(layer.setType(type), random)).build();
  }

  private static LayerParameter withFields(LayerParameter.Builder layer, Random random) {
    String name = layer.getType().toLowerCase(java.util.Locale.ROOT).replace("de", "");
    for (FieldDescriptor field : layer.getDescriptorForType().getFields()) {
      String stem = field.getName().replace("_param", "").replace("_", "");
      if (field.getName().endsWith("_param")
          && !field.isRepeated()
          && (stem.equals(name) || field.getName().equals("transform_param"))) {
        layer.setField(field, fill(layer.newBuilderForField(field), random, 2));
      }
    }
    return layer.build();
  }

  private static Message fill(Message.Builder message, Random random, int depth) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextInt(3) > 0 || (nested && depth == 0)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(4); i > 0; i--) {
          message.addRepeatedField(field, value(message, field, random, depth));
        }
      } else {
        message.setField(field, value(message, field, random, depth));
      }
    }
    return message.buildPartial();
  }

  private static Object value(
      Message.Builder message, FieldDescriptor field, Random random, int depth) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    return switch (field.getJavaType()) {
      case INT -> (int) number;
      case LONG -> number;
      case FLOAT -> (float) number;
      case DOUBLE -> (double) number;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> "text";
      case ENUM -> {
        List<?> values = field.getEnumType().getValues();
        yield values.get(random.nextInt(values.size()));
      }
      case MESSAGE -> fill(message.newBuilderForField(field), random, depth - 1);
      case BYTE_STRING -> com.google.protobuf.ByteString.EMPTY;
    };
  }
}
