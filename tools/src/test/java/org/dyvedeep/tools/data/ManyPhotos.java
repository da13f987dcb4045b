package org.dyvedeep.tools.data;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.dyvedeep.caffe.proto.Datum;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** Thousands of small photos of ten classes in the layouts of ImageNet's validation set. */
public final class ManyPhotos {
  private static final int CLASSES = 10;
  private static final int SIDE = 32;

  private ManyPhotos() {}

  /** A layout that {@code --data} takes. */
  public enum Layout {
    /** A folder with Caffe's list of names and labels. */
    VAL_TXT,
    /** A folder of a folder per WordNet id. */
    WORDNET,
    /** Caffe's data base of encoded pictures. */
    LMDB
  }

  /**
   * Makes photos of noise.
   *
   * @param unreadable which of them is no photo, from 0; none if it is not below {@code count}
   * @return what {@code --data} takes
   */
  public static Path make(Path folder, Layout layout, int count, int unreadable)
      throws IOException {
    Files.createDirectories(folder);
    byte[][] photos = new byte[count][];
    SplittableRandom random = new SplittableRandom(count);
    for (int i = 0; i < count; i++) {
      photos[i] = i == unreadable ? "no photo".getBytes(StandardCharsets.UTF_8) : photo(random);
    }
    switch (layout) {
      case VAL_TXT -> valTxt(folder, photos);
      case WORDNET -> wordNet(folder, photos);
      case LMDB -> lmdb(folder, photos);
    }
    return folder;
  }

  /** Blocks of one colour each: quickly made, and not all alike for a network. */
  private static byte[] photo(SplittableRandom random) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y += 8) {
      for (int x = 0; x < SIDE; x += 8) {
        int colour = random.nextInt(1 << 24);
        for (int i = 0; i < 64; i++) {
          image.setRGB(x + i % 8, y + i / 8, colour);
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "bmp", bytes);
    return bytes.toByteArray();
  }

  private static void valTxt(Path folder, byte[][] photos) throws IOException {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < photos.length; i++) {
      Files.write(folder.resolve(i + ".bmp"), photos[i]);
      list.append(i).append(".bmp ").append(i % CLASSES).append('\n');
    }
    Files.writeString(folder.resolve("val.txt"), list);
  }

  private static void wordNet(Path folder, byte[][] photos) throws IOException {
    for (int i = 0; i < photos.length; i++) {
      Path of = folder.resolve("n0000000%d".formatted(i * CLASSES / photos.length));
      Files.createDirectories(of);
      Files.write(of.resolve("%06d.bmp".formatted(i)), photos[i]);
    }
  }

  private static void lmdb(Path folder, byte[][] photos) throws IOException {
    try (Env<byte[]> environment =
        Env.create(ByteArrayProxy.PROXY_BA).setMapSize(100 << 20).open(folder.toFile())) {
      Dbi<byte[]> database = environment.openDbi((String) null);
      try (Txn<byte[]> transaction = environment.txnWrite()) {
        for (int i = 0; i < photos.length; i++) {
          Datum datum =
              Datum.newBuilder()
                  .setEncoded(true)
                  .setLabel(i % CLASSES)
                  .setData(ByteString.copyFrom(photos[i]))
                  .build();
          byte[] key = "%08d".formatted(i).getBytes(StandardCharsets.UTF_8);
          database.put(transaction, key, datum.toByteArray());
        }
        transaction.commit();
      }
    }
    Files.delete(folder.resolve("lock.mdb"));
  }
}
