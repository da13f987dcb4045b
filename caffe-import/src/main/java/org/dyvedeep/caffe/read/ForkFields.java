package org.dyvedeep.caffe.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.PoolingParameter;

/**
 * Fields that Caffe does not have but whose loss would change a network's result: {@code ceil_mode}
 * of pooling layers, which several forks had before Caffe got {@code round_mode}.
 */
final class ForkFields {
  private static final FieldDescriptor ROUND_MODE =
      PoolingParameter.getDescriptor().findFieldByNumber(PoolingParameter.ROUND_MODE_FIELD_NUMBER);

  private ForkFields() {}

  /** The field of Caffe's own that says the same, or null if there is none. */
  static FieldDescriptor target(Descriptor message, String name) {
    boolean ceilMode = message == PoolingParameter.getDescriptor() && name.equals("ceil_mode");
    return ceilMode ? ROUND_MODE : null;
  }

  /** A field of the type that fork fields have, to read one with: a flag. */
  static FieldDescriptor flag() {
    return LayerParameter.getDescriptor()
        .findFieldByNumber(LayerParameter.PROPAGATE_DOWN_FIELD_NUMBER);
  }

  /** What a fork's flag means for the target. */
  static EnumValueDescriptor translate(FieldDescriptor target, boolean value) {
    return target.getEnumType().findValueByName(value ? "CEIL" : "FLOOR");
  }
}
