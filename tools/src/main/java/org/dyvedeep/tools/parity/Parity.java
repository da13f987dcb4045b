package org.dyvedeep.tools.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.caffe.write.CaffemodelWriter;
import org.dyvedeep.caffe.write.DeployPrototxt;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.caffe.CaffeException;
import org.dyvedeep.tools.caffe.CaffeWorker;

/**
 * One imported network in native Caffe and in the engine. Caffe gets what was imported, as a
 * prototxt and a caffemodel of the current generation, so that files which Caffe itself cannot read
 * are compared too. Every blob is compared by its last value of a run; the copies that Caffe adds
 * where a blob has several readers ({@code *_split_*}) are left out.
 */
public final class Parity implements AutoCloseable {
  private final CaffeWorker caffe;
  private final Model model;
  private final Session session;
  private final Map<String, BlobDifference> differences = new LinkedHashMap<>();
  private final Optional<String> scores;
  private final RankAgreement ranks = new RankAgreement();
  private int runs;

  /**
   * Loads the network on both sides. The worker stays the caller's to close.
   *
   * @param options back end and threads of the engine
   * @param scores the blob whose best classes are compared
   * @throws CaffeException if native Caffe refuses the network, or a blob has another shape there
   */
  public Parity(
      ImportedModel imported, ModelOptions options, CaffeWorker caffe, Optional<String> scores)
      throws IOException {
    this.caffe = caffe;
    this.scores = scores;
    Path prototxt = caffe.folder().resolve("net.prototxt");
    Path caffemodel = caffe.folder().resolve("net.caffemodel");
    DeployPrototxt.write(imported, prototxt);
    CaffemodelWriter.write(imported, caffemodel);
    caffe.load(prototxt, Optional.of(caffemodel));
    this.model = Model.compile(imported.graph(), options.keepingAll());
    this.session = model.open();
    for (CaffeWorker.Blob blob : caffe.blobs()) {
      if (!blob.name().matches(".*_split_\\d+")
          || imported.graph().blobs().containsKey(blob.name())) {
        requireSameShape(imported, blob);
        differences.put(blob.name(), new BlobDifference());
      }
    }
  }

  private void requireSameShape(ImportedModel imported, CaffeWorker.Blob blob)
      throws CaffeException {
    var own = imported.graph().blobs().get(blob.name());
    Shape shape = own == null ? null : own.shape();
    if (!blob.shape().equals(shape)) {
      close();
      throw new CaffeException(
          "blob "
              + blob.name()
              + " is of "
              + blob.shape()
              + " in native Caffe, of "
              + shape
              + " here");
    }
  }

  /** Runs both sides on the same inputs and compares all blobs. */
  public void run(Map<String, float[]> inputs) throws IOException {
    for (Map.Entry<String, float[]> input : inputs.entrySet()) {
      session.write(input.getKey(), input.getValue(), 0);
      caffe.write(input.getKey(), input.getValue());
    }
    session.run();
    caffe.forward();
    for (Map.Entry<String, BlobDifference> blob : differences.entrySet()) {
      float[] expected = caffe.read(blob.getKey());
      float[] found = session.read(blob.getKey());
      blob.getValue().add(expected, found);
      if (scores.filter(blob.getKey()::equals).isPresent()) {
        int items = session.output(blob.getKey()).shape().dim(0);
        ranks.add(expected, found, expected.length / items);
      }
    }
    runs++;
  }

  /** What the runs showed. */
  public ParityResult result(double tolerance) {
    List<BlobParity> blobs = new ArrayList<>();
    differences.forEach((name, difference) -> blobs.add(difference.result(name)));
    BlobParity worst =
        blobs.stream().max(Comparator.comparingDouble(BlobParity::maxErrorOverMax)).orElseThrow();
    Optional<BlobParity> first =
        blobs.stream().filter(blob -> blob.maxErrorOverMax() > tolerance).findFirst();
    return new ParityResult(
        runs,
        first.isEmpty() && ranks.agrees(),
        worst,
        blobs,
        first.map(BlobParity::name),
        ranks.top1(),
        ranks.top5(),
        ranks.ties());
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    model.close();
  }
}
