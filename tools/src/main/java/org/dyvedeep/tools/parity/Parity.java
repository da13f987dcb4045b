package org.dyvedeep.tools.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.caffe.LayerReport;
import org.dyvedeep.caffe.write.CaffemodelWriter;
import org.dyvedeep.caffe.write.DeployPrototxt;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.worker.WorkerException;

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

  private Parity(
      ImportedModel imported, ModelOptions options, CaffeWorker caffe, Optional<String> scores) {
    this.caffe = caffe;
    this.scores = scores;
    this.model = Model.compile(imported.graph(), options.keepingAll());
    this.session = model.open();
  }

  /**
   * Loads what was imported on both sides. The worker stays the caller's to close.
   *
   * @param options back end and threads of the engine
   * @param scores the blob whose best classes are compared
   * @throws WorkerException if native Caffe refuses the network, or a blob has another shape there
   */
  public static Parity of(
      ImportedModel imported, ModelOptions options, CaffeWorker caffe, Optional<String> scores)
      throws IOException {
    Path prototxt = caffe.folder().resolve("net.prototxt");
    DeployPrototxt.write(imported, prototxt);
    return load(imported, options, caffe, scores, prototxt);
  }

  /**
   * As {@link #of}, but native Caffe reads the file that was imported, which must be one that it
   * can read: so upgrading and filtering are compared as well. Blobs that only training has are
   * left out.
   *
   * @param prototxt the file
   */
  public static Parity ofFile(
      ImportedModel imported, ModelOptions options, CaffeWorker caffe, Path prototxt)
      throws IOException {
    return load(imported, options, caffe, Optional.empty(), prototxt);
  }

  private static Parity load(
      ImportedModel imported,
      ModelOptions options,
      CaffeWorker caffe,
      Optional<String> scores,
      Path prototxt)
      throws IOException {
    Path caffemodel = caffe.folder().resolve("net.caffemodel");
    CaffemodelWriter.write(imported, caffemodel);
    caffe.load(prototxt, Optional.of(caffemodel));
    Parity parity = new Parity(imported, options, caffe, scores);
    try {
      parity.match(imported);
      return parity;
    } catch (IOException e) {
      parity.close();
      throw e;
    }
  }

  /** Finds the blobs that both sides have; they must be the same ones, of the same shapes. */
  private void match(ImportedModel imported) throws IOException {
    Map<String, Value> own = imported.graph().blobs();
    for (CaffeWorker.Blob blob : caffe.blobs()) {
      Value value = own.get(blob.name());
      if (value != null) {
        requireSameShape(blob, value);
        differences.put(blob.name(), new BlobDifference());
      }
    }
    Set<String> missing = new TreeSet<>(own.keySet());
    missing.removeAll(differences.keySet());
    missing.removeAll(leftByLosses(imported));
    if (!missing.isEmpty()) {
      throw new WorkerException("native Caffe does not have the blobs " + missing);
    }
  }

  private static void requireSameShape(CaffeWorker.Blob blob, Value own) throws WorkerException {
    if (!blob.shape().equals(own.shape())) {
      throw new WorkerException(
          "blob "
              + blob.name()
              + " is of "
              + blob.shape()
              + " in native Caffe, of "
              + own.shape()
              + " here");
    }
  }

  /** Scores that the importer left in a loss's place: the file has no name for them. */
  private static Set<String> leftByLosses(ImportedModel imported) {
    Set<String> losses = new TreeSet<>();
    imported.dropped().forEach(layer -> losses.add(layer.name()));
    Set<String> blobs = new TreeSet<>();
    for (LayerReport layer : imported.layers()) {
      if (losses.contains(layer.name())) {
        blobs.addAll(layer.tops());
      }
    }
    return blobs;
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
        Shape shape = session.output(blob.getKey()).shape();
        int items = shape.rank() == 0 ? 1 : shape.dim(0);
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
    session.close();
    model.close();
  }
}
