package org.dyvedeep.caffe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.BlobShape;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;

/** A small network with files of weights for it: conv (3x2x2x2 and 3) and fc (2x12 and 2). */
final class TinyNet {
  static final String TEXT =
      Nets.input("data", 1, 2, 3, 3)
          + Nets.layer(
              "Convolution", "data", "conv", "convolution_param { num_output: 3 kernel_size: 2 }")
          + Nets.layer("InnerProduct", "conv", "fc", "inner_product_param { num_output: 2 }");

  private TinyNet() {}

  /** The network's caffemodel: each blob counts up from 1. */
  static NetParameter caffemodel() {
    return NetParameter.newBuilder()
        .setName("tiny")
        .addLayer(layer("conv", blob(3, 2, 2, 2), blob(3)))
        .addLayer(layer("fc", blob(2, 12), blob(2)))
        .build();
  }

  /** A layer as a caffemodel holds it. */
  static LayerParameter layer(String name, BlobProto... blobs) {
    LayerParameter.Builder layer = LayerParameter.newBuilder().setName(name).setType("Any");
    for (BlobProto blob : blobs) {
      layer.addBlobs(blob);
    }
    return layer.build();
  }

  /** A blob of this shape that counts up from 1. */
  static BlobProto blob(int... dims) {
    BlobShape.Builder shape = BlobShape.newBuilder();
    int count = 1;
    for (int dim : dims) {
      shape.addDim(dim);
      count *= dim;
    }
    BlobProto.Builder blob = BlobProto.newBuilder().setShape(shape);
    for (int i = 1; i <= count; i++) {
      blob.addData(i);
    }
    return blob.build();
  }

  /** A blob with the older four extents. */
  static BlobProto legacy(int num, int channels, int height, int width) {
    return blob(num, channels, height, width).toBuilder()
        .clearShape()
        .setNum(num)
        .setChannels(channels)
        .setHeight(height)
        .setWidth(width)
        .build();
  }

  /**
   * The network's Deep Compression file: every weight stored, with the code of its position modulo
   * the codebook's size, and a codebook that counts up from 0.
   */
  static byte[] deepCompression() {
    ByteBuffer file = ByteBuffer.allocate(8 + 1024 + 12 + 24 + 12 + 64 + 8 + 12 + 12);
    file.order(ByteOrder.LITTLE_ENDIAN).putInt(24).putInt(24);
    for (int i = 0; i < 256; i++) {
      file.putFloat(i);
    }
    file.putFloat(1).putFloat(2).putFloat(3);
    for (int i = 0; i < 24; i++) {
      file.put((byte) i);
    }
    file.position(file.position() + 12);
    for (int i = 0; i < 16; i++) {
      file.putFloat(i);
    }
    file.putFloat(1).putFloat(2);
    for (int i = 0; i < 24; i += 2) {
      file.put((byte) ((i & 15) | ((i + 1) & 15) << 4));
    }
    return file.array();
  }

  /** Writes a file and imports the network with it. */
  static ImportedModel with(Path folder, String name, byte[] bytes) throws IOException {
    return with(folder, name, bytes, ImportOptions.defaults());
  }

  /** Writes a file and imports the network with it. */
  static ImportedModel with(Path folder, String name, byte[] bytes, ImportOptions options)
      throws IOException {
    return load(TEXT, Files.write(folder.resolve(name), bytes), options);
  }

  /** Imports a network with a file of weights. */
  static ImportedModel load(String text, Path weights, ImportOptions options) {
    return CaffeImporter.importText("net.prototxt", text, WeightSource.file(weights), options);
  }
}
