package org.dyvedeep.caffe.read;

import static org.dyvedeep.caffe.ImportFailures.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.SharedFiles;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.BlobShape;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V0LayerParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaffemodelReaderTest {
  private static final float[] SIX = {1, 2, 3, 4, 5, 6};

  @TempDir private Path folder;

  private CaffemodelFile read(byte... bytes) {
    return read(ImportLimits.defaults(), bytes);
  }

  private CaffemodelFile read(ImportLimits limits, byte... bytes) {
    try {
      Path file = Files.write(folder.resolve("test.caffemodel"), bytes);
      return new CaffemodelReader(ReadOptions.defaults().withLimits(limits)).read(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static BlobProto.Builder sixes() {
    return BlobProto.newBuilder()
        .setShape(BlobShape.newBuilder().addDim(2).addDim(3))
        .addAllData(List.of(1f, 2f, 3f, 4f, 5f, 6f));
  }

  /** A V2 file of one layer "ip" with one blob. */
  private static byte[] file(Wire blob) {
    Wire layer = new Wire().string(1, "ip").string(2, "InnerProduct").message(7, blob);
    return new Wire().string(1, "net").message(100, layer).toByteArray();
  }

  private static Wire shape(long... dims) {
    Wire shape = new Wire();
    for (long dim : dims) {
      shape.varint(1, dim);
    }
    return new Wire().message(7, shape);
  }

  @Test
  void currentGeneration() {
    NetParameter net =
        NetParameter.newBuilder()
            .setName("net")
            .addLayer(
                LayerParameter.newBuilder().setName("ip").setType("InnerProduct").addBlobs(sixes()))
            .addLayer(LayerParameter.newBuilder().setName("relu").setType("ReLU"))
            .build();
    CaffemodelFile file = read(net.toByteArray());
    NetParameter.Builder bare = net.toBuilder();
    bare.getLayerBuilder(0).clearBlobs();
    assertEquals(bare.build(), file.structure());
    CaffeBlob blob = file.blobs("ip").get(0);
    assertArrayEquals(SIX, blob.data());
    assertEquals("2x3", blob.shape());
    assertFalse(blob.legacy());
    assertEquals(List.of(), file.blobs("relu"));
    assertEquals(List.of(), file.blobs("absent"));
    assertEquals(24, file.weightBytes());
  }

  @Test
  void olderGenerations() {
    BlobProto.Builder legacy =
        sixes().clearShape().setNum(1).setChannels(1).setHeight(2).setWidth(3);
    V1LayerParameter v1 =
        V1LayerParameter.newBuilder().setName("fc1").addBlobs(legacy).addBlobsLr(2).build();
    V1LayerParameter v0 =
        V1LayerParameter.newBuilder()
            .addBottom("data")
            .setLayer(
                V0LayerParameter.newBuilder().setName("fc0").addBlobs(legacy).addBlobs(legacy))
            .build();
    CaffemodelFile file =
        read(NetParameter.newBuilder().addLayers(v1).addLayers(v0).build().toByteArray());
    assertEquals(1, file.blobs("fc1").size());
    assertEquals(2, file.blobs("fc0").size());
    CaffeBlob blob = file.blobs("fc0").get(1);
    assertArrayEquals(SIX, blob.data());
    assertTrue(blob.legacy());
    assertTrue(blob.fits(2, 3));
    assertEquals(2, file.structure().getLayers(0).getBlobsLr(0));
    assertEquals("fc0", file.structure().getLayers(1).getLayer().getName());
    assertEquals(0, file.structure().getLayers(1).getLayer().getBlobsCount());
  }

  @Test
  void valuesPackedOneByOneAndMixed() {
    assertArrayEquals(SIX, blobOf(shape(2, 3).packedFloats(5, SIX)));
    assertArrayEquals(SIX, blobOf(shape(2, 3).floats(5, SIX)));
    assertArrayEquals(
        SIX, blobOf(shape(6).packedFloats(5, 1, 2).floats(5, 3).packedFloats(5, 4, 5, 6)));
    assertArrayEquals(SIX, blobOf(shape(6).doubles(8, 1, 2, 3, 4, 5, 6)));
    assertArrayEquals(
        SIX, blobOf(shape(6).packedFloats(5, 9, 9).doubles(8, 1, 2, 3, 4, 5, 6).floats(6, 7, 7)));
    float[] many = new float[10_000];
    Arrays.fill(many, 0.5f);
    assertArrayEquals(many, blobOf(shape(10_000).floats(5, many)));
  }

  private float[] blobOf(Wire blob) {
    return read(file(blob)).blobs("ip").get(0).data();
  }

  @Test
  void shapesByCaffesRules() {
    assertEquals("scalar", read(file(new Wire().floats(5, 1))).blobs("ip").get(0).shape());
    // Any legacy number makes the shape legacy; those that are missing are 0.
    assertEquals("0x0x0x7", read(file(shape(6).varint(4, 7))).blobs("ip").get(0).shape());
    Wire packed = new Wire().message(7, new Wire().bytes(1, (byte) 2, (byte) 3)).floats(5, SIX);
    assertEquals("2x3", read(file(packed)).blobs("ip").get(0).shape());
  }

  @Test
  void unknownFieldsAreSkippedWhereverTheyStand() {
    Wire blob = shape(6).string(99, "x").floats(5, SIX);
    Wire layer =
        new Wire().varint(555, 1).string(1, "ip").doubles(556, 2).message(7, blob).string(777, "y");
    byte[] bytes = new Wire().floats(900, 1).message(100, layer).string(901, "z").toByteArray();
    assertArrayEquals(SIX, read(bytes).blobs("ip").get(0).data());
  }

  @Test
  void valuesThatDoNotFillTheShape() {
    assertRefused(() -> read(file(shape(7).floats(5, SIX))), "\"ip\"", "6 values", "expected 7");
    assertRefused(() -> read(file(shape(2, 3))), "0 values", "2x3");
    assertRefused(() -> read(file(shape(-2, -3).floats(5, SIX))), "a size of -2");
    assertRefused(() -> read(file(shape(1L << 40).floats(5, SIX))), "a size of");
    assertRefused(() -> read(file(shape(1 << 20, 1 << 20).floats(5, SIX))), "1048576x1048576");
    Wire axes = new Wire().message(7, new Wire().bytes(1, new byte[33]));
    assertRefused(() -> read(file(axes)), "more than 32 axes");
  }

  @Test
  void lengthsThatLie() {
    assertRefused(() -> read(file(shape(6).lie(5, 1L << 30))), "blobs.data", "1073741824 bytes");
    assertRefused(() -> read(file(shape(6).lie(5, -1))), "4294967295 bytes");
    assertRefused(() -> read(file(shape(6).lie(8, 80))), "blobs.double_data");
    assertRefused(() -> read(file(shape(6).bytes(5, new byte[6]))), "multiple of 4");
    assertRefused(() -> read(file(new Wire().lie(7, 1000))), "blobs.shape");
    assertRefused(() -> read(new Wire().lie(100, 5000).toByteArray()), "layer", "5000 bytes");
    assertRefused(() -> read(new Wire().lie(2, 5000).toByteArray()), "layers");
    assertRefused(() -> read(new Wire().varint(5, 1).lie(1, 5000).toByteArray()), "name");
    assertRefused(() -> read(new Wire().varint(5, 1).lie(999, 5000).toByteArray()), "protobuf");
  }

  @Test
  void bytesThatAreNotProtobuf() {
    assertRefused(() -> read(file(shape(6).varint(5, 1))), "wire type 0", "blobs.data");
    assertRefused(() -> read(file(new Wire().varint(7, 1))), "blobs.shape");
    assertRefused(() -> read(new Wire().varint(100, 1).toByteArray()), "wire type 0");
    assertRefused(() -> read(new Wire().tag(1, 6).toByteArray()), "protobuf");
    assertRefused(() -> read((byte) 1, (byte) 0xFF), "protobuf");
    assertRefused(() -> read(new Wire().varint(5, 1).tag(9, 4).toByteArray()), "group");
    assertRefused(() -> read(new byte[100]), "protobuf");
    Wire groups = new Wire();
    for (int i = 0; i < 100_000; i++) {
      groups.tag(77, 3);
    }
    assertRefused(() -> read(groups.toByteArray()), "protobuf");
    assertRefused(() -> read(file(new Wire().bytes(9, (byte) 1).message(7, groups))), "protobuf");
  }

  @Test
  void layersOfOneName() {
    LayerParameter layer = LayerParameter.newBuilder().setName("ip").addBlobs(sixes()).build();
    LayerParameter bare = layer.toBuilder().clearBlobs().build();
    assertRefused(
        () -> read(NetParameter.newBuilder().addLayer(layer).addLayer(layer).build().toByteArray()),
        "\"ip\"",
        "second layer");
    CaffemodelFile file =
        read(NetParameter.newBuilder().addLayer(bare).addLayer(layer).build().toByteArray());
    assertEquals(1, file.blobs("ip").size());
  }

  @Test
  void limits() {
    ImportLimits limits = ImportLimits.defaults();
    byte[] bytes = file(shape(6).floats(5, SIX));
    assertRefused(() -> read(limits.withMaxWeightBytes(20), bytes), "limit on weights");
    assertRefused(
        () -> read(limits.withMaxStructureBytes(5), bytes), "limit on what is not weights");
    assertRefused(() -> read(limits.withMaxBlobAxes(1), file(shape(2, 3).floats(5, SIX))), "axes");
    byte[] two = new Wire().message(100, new Wire()).message(100, new Wire()).toByteArray();
    assertRefused(() -> read(limits.withMaxLayers(1), two), "limit on layers");
  }

  @Test
  void filesThatAreSomethingElse() throws IOException {
    assertRefused(() -> read((byte) 0x89, (byte) 'H', (byte) 'D', (byte) 'F', (byte) 13), "HDF5");
    assertRefused(() -> read((byte) 0x1F, (byte) 0x8B, (byte) 8), "gzip");
    assertRefused(() -> read((byte) 'P', (byte) 'K', (byte) 3, (byte) 4), "zip");
    assertRefused(() -> read(), "an empty file");
    assertRefused(() -> read(ascii("\n <html><body>404</body></html>")), "a web page");
    assertRefused(() -> read(ascii("version https://git-lfs.github.com/spec/v1\n")), "git-lfs");
    assertRefused(() -> read(ascii("name: 'no layers'")), "no layers");
    assertRefused(() -> read(new Wire().string(1, "net").toByteArray()), "no layers");
    Path large = folder.resolve("large.caffemodel");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(1L << 31);
    }
    CaffemodelReader reader = new CaffemodelReader(ReadOptions.defaults());
    assertRefused(() -> reader.read(large), "2147483648 bytes", "under 2 GiB");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void textWithWeights() {
    NetParameter net =
        NetParameter.newBuilder()
            .addLayer(LayerParameter.newBuilder().setName("ip").addBlobs(sixes()))
            .build();
    CaffemodelFile file = read(ascii(TextFormat.printer().printToString(net)));
    assertArrayEquals(SIX, file.blobs("ip").get(0).data());
    assertEquals(0, file.structure().getLayer(0).getBlobsCount());
    String v0 = "layers { layer { name: 'c' blobs { num: 2 channels: 3 height: 1 width: 1";
    String doubles = " double_data: [1, 2, 3, 4, 5, 6] } } }";
    CaffeBlob blob = read(ascii(v0 + doubles)).blobs("c").get(0);
    assertArrayEquals(SIX, blob.data());
    assertTrue(blob.fits(2, 3, 1, 1));
    assertRefused(() -> read(ascii("layer { name: 'x' blobs { data: 1 data: 2 } }")), "\"x\"");
  }

  @Test
  void realFileHasCifar10QuicksWeights() {
    Path path = SharedFiles.model("trained/cifar10-quick.caffemodel");
    CaffemodelFile file = new CaffemodelReader(ReadOptions.defaults()).read(path);
    assertEquals("32x3x5x5", file.blobs("conv1").get(0).shape());
    assertEquals("32", file.blobs("conv1").get(1).shape());
    assertEquals("10x64", file.blobs("ip2").get(0).shape());
    // 32*3*25+32 + 32*32*25+32 + 64*32*25+64 + 64*1024+64 + 10*64+10 parameters.
    assertEquals(4 * 145_578, file.weightBytes());
  }
}
