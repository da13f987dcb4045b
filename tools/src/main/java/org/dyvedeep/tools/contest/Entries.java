package org.dyvedeep.tools.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.caffe.write.CaffemodelWriter;
import org.dyvedeep.caffe.write.DeployPrototxt;
import org.dyvedeep.caffe.write.WholeFile;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.onnx.OnnxWriter;
import org.dyvedeep.tools.worker.Worker;
import org.dyvedeep.tools.worker.WorkerException;

/**
 * The contestants for one network. This engine's back ends load what the user named; native Caffe,
 * OpenCV DNN and ONNX Runtime get what was imported, as files that go as soon as they are read.
 *
 * @param request what the user named
 * @param model what was imported
 * @param threads threads of each contestant
 * @param plan what {@link #TUNED} runs, as {@code EffortPlans} takes it; empty if there is none
 * @param project the project's folder, where native programs are looked for
 */
public record Entries(
    ModelRequest request, LoadedModel model, int threads, Optional<String> plan, Path project) {
  /** Native Caffe's name. */
  public static final String CAFFE = "caffe";

  /** This engine with an effort plan, run by fast kernels. */
  public static final String TUNED = "tuned-dynamic";

  /** The contestant of a name: native Caffe, a peer, or one of this engine's back ends. */
  public Entry of(String name) {
    if (name.equals(CAFFE)) {
      return new Entry(name, true, this::caffe);
    }
    if (name.equals(TUNED)) {
      return new Entry(name, true, this::tuned);
    }
    Optional<Peer> peer = Peer.of(name);
    return peer.isPresent()
        ? new Entry(name, false, () -> peer(peer.get()))
        : new Entry(name, true, () -> engine(name));
  }

  private Worker caffe() throws IOException {
    return loaded(
        new CaffeWorker(CaffeRuntime.require(project).command(threads)), this::loadCaffeFiles);
  }

  private Worker peer(Peer peer) throws IOException {
    return loaded(
        new Worker(peer.command(project, threads)),
        peer == Peer.OPENCV ? this::loadCaffeFiles : this::loadOnnx);
  }

  private Worker engine(String backend) throws IOException {
    return loaded(new EngineWorker(backend), worker -> worker.load(request, backend, threads, ""));
  }

  private Worker tuned() throws IOException {
    String which =
        plan.orElseThrow(
            () ->
                new WorkerException(
                    "there is no effort plan for " + model.name() + "; name one, or tune one"));
    return loaded(
        new EngineWorker(TUNED),
        worker -> worker.load(request, ModelOptions.DEFAULT_BACKEND, threads, which));
  }

  /** How a worker gets the network. */
  @FunctionalInterface
  private interface Loading<W> {
    void into(W worker) throws IOException;
  }

  private static <W extends Worker> W loaded(W worker, Loading<? super W> loading)
      throws IOException {
    try {
      loading.into(worker);
      return worker;
    } catch (IllegalArgumentException e) {
      worker.close();
      throw new WorkerException("the network cannot be written for it: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  private void loadCaffeFiles(Worker worker) throws IOException {
    Path prototxt = worker.folder().resolve("net.prototxt");
    Path caffemodel = worker.folder().resolve("net.caffemodel");
    DeployPrototxt.write(model.imported(), prototxt);
    CaffemodelWriter.write(model.imported(), caffemodel);
    worker.load(prototxt, Optional.of(caffemodel), inputShapes());
    Files.delete(caffemodel);
  }

  private void loadOnnx(Worker worker) throws IOException {
    Path onnx = worker.folder().resolve("net.onnx");
    OnnxWriter writer = OnnxWriter.of(model.imported().graph());
    WholeFile.write(onnx, writer::writeTo);
    worker.load(onnx, Optional.empty(), inputShapes());
    Files.delete(onnx);
  }

  private Map<String, int[]> inputShapes() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (Value input : model.imported().graph().inputs()) {
      shapes.put(input.name(), input.shape().dims());
    }
    return shapes;
  }
}
