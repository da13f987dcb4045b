package org.dyvedeep.caffe.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.Datum;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.SolverParameter;

/**
 * What protobuf's own printer writes, our parser reads back unchanged, for random messages of all
 * types.
 */
class TextRoundTripTest {
  private static final int DEPTH = 5;

  @Property(tries = 300)
  void networks(@ForAll long seed) {
    check(NetParameter.newBuilder(), NetParameter.newBuilder(), seed);
  }

  @Property(tries = 50)
  void otherMessages(@ForAll long seed) {
    check(SolverParameter.newBuilder(), SolverParameter.newBuilder(), seed);
    check(BlobProto.newBuilder(), BlobProto.newBuilder(), seed);
    check(Datum.newBuilder(), Datum.newBuilder(), seed);
  }

  private static void check(Message.Builder source, Message.Builder target, long seed) {
    fill(source, new Random(seed), DEPTH);
    Message original = source.build();
    String text = "# printed\n" + TextFormat.printer().printToString(original);
    List<?> warnings =
        new PrototxtReader(ReadOptions.defaults().withStrict(true))
            .parseInto("test", text.getBytes(UTF_8), target)
            .warnings();
    assertEquals(original, target.build());
    assertEquals(List.of(), warnings);
  }

  private static void fill(Message.Builder message, Random random, int depth) {
    Descriptor type = message.getDescriptorForType();
    for (FieldDescriptor field : type.getFields()) {
      boolean sub = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextInt(sub ? 6 : 3) != 0 || (sub && depth == 0)) {
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
  }

  private static Object value(
      Message.Builder message, FieldDescriptor field, Random random, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> anyFloat(random);
      case DOUBLE -> (double) anyFloat(random) / 3;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> anyString(random);
      case BYTE_STRING -> {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        yield ByteString.copyFrom(bytes);
      }
      case ENUM -> {
        List<EnumValueDescriptor> values = field.getEnumType().getValues();
        yield values.get(random.nextInt(values.size()));
      }
      case MESSAGE -> {
        Message.Builder sub = message.newBuilderForField(field);
        fill(sub, random, depth - 1);
        yield sub.build();
      }
    };
  }

  /** Any bits at all, so that infinities, NaN, denormals and both zeros turn up. */
  private static float anyFloat(Random random) {
    float[] special = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1f};
    if (random.nextInt(4) == 0) {
      return special[random.nextInt(special.length)];
    }
    float value = Float.intBitsToFloat(random.nextInt());
    return Float.isNaN(value) ? Float.NaN : value;
  }

  private static String anyString(Random random) {
    int[] points = new int[random.nextInt(12)];
    for (int i = 0; i < points.length; i++) {
      int[] bounds = {0x20, 0x80, 0x800, 0xD800, 0x110000};
      int point = random.nextInt(bounds[random.nextInt(bounds.length)]);
      points[i] = point >= 0xD800 && point <= 0xDFFF ? '"' : point;
    }
    return new String(points, 0, points.length);
  }
}
