package org.dyvedeep.caffe.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.WeightLookup;
import org.dyvedeep.caffe.WeightPlan;
import org.dyvedeep.caffe.WeightSource;
import org.dyvedeep.caffe.read.CaffemodelReader;

/**
 * Weights in a file. What kind of file it is follows from its content: a file whose size is exactly
 * what a Deep Compression header promises is one, whatever it is called; otherwise the suffix
 * {@code .net} decides between that and a caffemodel.
 */
public final class WeightFile implements WeightSource {
  private static final int HEAD = 16;

  private final Path file;

  /** A source that opens a file when it is asked to. */
  public WeightFile(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  @Override
  public WeightLookup open(WeightPlan plan) {
    List<StoredLayer> stored = StoredLayer.of(plan);
    if (isDeepCompression(stored)) {
      return DeepCompressionWeights.read(file, plan, stored);
    }
    refuseOthers();
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".net")) {
      return DeepCompressionWeights.read(file, plan, stored);
    }
    return CaffemodelWeights.of(
        file.toString(), new CaffemodelReader(plan.reading()).read(file), plan);
  }

  private void refuseOthers() {
    ForeignFormat format = ForeignFormat.of(read(HEAD));
    if (format != null) {
      throw ModelImportException.in(file)
          .found(format.what())
          .expected("a caffemodel or a Deep Compression .net file")
          .advice(format.advice())
          .build();
    }
  }

  private boolean isDeepCompression(List<StoredLayer> stored) {
    ByteBuffer table = ByteBuffer.wrap(read(4 * stored.size())).order(ByteOrder.LITTLE_ENDIAN);
    if (stored.isEmpty() || table.capacity() < 4 * stored.size()) {
      return false;
    }
    long bytes = table.capacity();
    for (StoredLayer layer : stored) {
      bytes += layer.bytes(Integer.toUnsignedLong(table.getInt()));
    }
    return bytes == size();
  }

  private byte[] read(int bytes) {
    if (!Files.isRegularFile(file)) {
      throw ModelImportException.in(file)
          .found(Files.exists(file) ? "something that is not a plain file" : "no such file")
          .expected("a caffemodel or a Deep Compression .net file")
          .advice("check the path")
          .build();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(bytes);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private ModelImportException unreadable(IOException cause) {
    return ModelImportException.in(file)
        .found("a file that cannot be read (" + cause + ")")
        .advice("check that it is there and that you may read it")
        .cause(cause)
        .build();
  }
}
