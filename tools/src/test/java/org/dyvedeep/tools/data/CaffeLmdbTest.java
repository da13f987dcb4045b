package org.dyvedeep.tools.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dyvedeep.caffe.proto.Datum;
import org.dyvedeep.tools.preprocess.ChannelOrder;
import org.dyvedeep.tools.preprocess.ImageContent;
import org.dyvedeep.tools.preprocess.Preprocessing;
import org.dyvedeep.tools.preprocess.Preprocessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

class CaffeLmdbTest {
  @TempDir private Path folder;

  private void write(SortedMap<String, byte[]> entries) throws IOException {
    try (Env<byte[]> environment =
        Env.create(ByteArrayProxy.PROXY_BA).setMapSize(10 << 20).open(folder.toFile())) {
      Dbi<byte[]> database = environment.openDbi((String) null);
      try (Txn<byte[]> transaction = environment.txnWrite()) {
        entries.forEach(
            (key, value) -> database.put(transaction, key.getBytes(StandardCharsets.UTF_8), value));
        transaction.commit();
      }
    }
    Files.delete(folder.resolve("lock.mdb"));
  }

  private static Datum.Builder datum(int channels, int height, int width, int label) {
    return Datum.newBuilder()
        .setChannels(channels)
        .setHeight(height)
        .setWidth(width)
        .setLabel(label);
  }

  @Test
  void readsRawFloatAndEncodedEntriesByKeyAndLeavesNothingBehind() throws IOException {
    byte[] png = Files.readAllBytes(DataFixtures.png(folder.resolve("png/x.png"), 1, 1, 7));
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put(
        "00000000_a",
        datum(3, 1, 1, 4)
            .setData(ByteString.copyFrom(new byte[] {1, 2, (byte) 250}))
            .build()
            .toByteArray());
    entries.put(
        "00000001_b",
        datum(3, 1, 1, 5).addAllFloatData(List.of(0.5f, -1f, 2f)).build().toByteArray());
    entries.put(
        "00000002_c",
        Datum.newBuilder()
            .setEncoded(true)
            .setLabel(6)
            .setData(ByteString.copyFrom(png))
            .build()
            .toByteArray());
    write(entries);

    LabelledImages source = DataSources.open(folder);
    assertEquals(OptionalLong.of(3), source.size());
    assertEquals(
        List.of("00000000_a:4", "00000001_b:5", "00000002_c:6"), DataFixtures.listed(source));
    assertEquals(3, DataFixtures.listed(DataSources.open(folder.resolve("data.mdb"))).size());
    try (var left = Files.list(folder)) {
      assertEquals(
          List.of("data.mdb", "png"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }

    Preprocessor preprocessor = new Preprocessor(Preprocessing.IDENTITY, 3, 1, 1);
    float[][] expected = {{1, 2, 250}, {0.5f, -1, 2}, {7, 7, 7}};
    try (LabelledImages.Cursor cursor = source.open()) {
      for (float[] values : expected) {
        ImageContent content = cursor.next().content();
        float[] out = new float[3];
        preprocessor.prepare(content, out, 0);
        assertArrayEquals(values, out);
        if (content instanceof ImageContent.Planes planes) {
          assertEquals(ChannelOrder.BGR, planes.order());
        }
      }
    }
  }

  @Test
  void saysWhichEntryIsDamaged() throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put(
        "a", datum(3, 2, 2, 0).setData(ByteString.copyFrom(new byte[5])).build().toByteArray());
    write(entries);
    String message = refusal();
    assertTrue(message.contains("entry 0 (a): has 5 values"), message);
    entries.put(
        "a",
        datum(65536, 65536, 65536, 0)
            .setData(ByteString.copyFrom(new byte[4]))
            .build()
            .toByteArray());
    write(entries);
    assertTrue(refusal().contains("channels 65536"));
    entries.put("a", new byte[] {1, 2, 3});
    write(entries);
    assertTrue(refusal().contains("not a Caffe Datum"));
  }

  @Test
  void refusesAFileThatIsNoLmdb() throws IOException {
    Files.write(folder.resolve("data.mdb"), new byte[8192]);
    assertTrue(refusal().contains("cannot be opened as an LMDB"));
    Files.write(folder.resolve("data.mdb"), new byte[0]);
    assertTrue(refusal().contains("is empty"));
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      Datum entry = datum(3, 32, 32, 1).setData(ByteString.copyFrom(new byte[3072])).build();
      entries.put("%08d".formatted(i), entry.toByteArray());
    }
    write(entries);
    assertEquals(100, DataFixtures.listed(DataSources.open(folder)).size());
    Path file = folder.resolve("data.mdb");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 200_000));
    String message = refusal();
    assertTrue(message.contains("is truncated: it has 200000 bytes"), message);
  }

  private String refusal() {
    return assertThrows(
            InvalidDataException.class, () -> DataFixtures.listed(DataSources.open(folder)))
        .getMessage();
  }
}
