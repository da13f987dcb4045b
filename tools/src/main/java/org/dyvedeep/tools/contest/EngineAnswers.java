package org.dyvedeep.tools.contest;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.engine.backend.direct.Calibration;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.model.CalibrationFile;
import org.dyvedeep.tools.model.CompiledModel;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.worker.RequestHandler;
import org.dyvedeep.tools.worker.TimedRuns;
import org.dyvedeep.tools.worker.WorkerProtocol;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/** This engine's answers. */
final class EngineAnswers implements RequestHandler, TimedRuns.Network {
  private final TimedRuns timed = new TimedRuns();
  private Model model;
  private Session session;

  @Override
  public void answer(Request request, DataInputStream in, DataOutputStream out) throws IOException {
    switch (request) {
      case LOAD_MODEL -> load(in);
      case CALIBRATE -> CalibrationFile.standard().write(Calibration.measure(KernelLookup.best()));
      case SET_BLOB -> write(WorkerProtocol.readString(in), WorkerProtocol.readFloats(in));
      case INPUTS -> timed.read(in);
      case FORWARD -> forward();
      case READ_BLOB ->
          WorkerProtocol.writeFloats(out, session().read(WorkerProtocol.readString(in)));
      case LAYERS -> listLayers(out);
      case TIME -> WorkerProtocol.writeLongs(out, timed.time(in.readInt(), this));
      case TIME_LAYERS -> WorkerProtocol.writeLongs(out, timeLayers());
      default -> throw RequestHandler.unknown(request);
    }
  }

  private void load(DataInputStream in) throws IOException {
    close();
    String name = WorkerProtocol.readString(in);
    String weights = WorkerProtocol.readString(in);
    long seed = in.readLong();
    ImportOptions options = ImportOptions.defaults().withStrict(in.readBoolean());
    int batch = in.readInt();
    options = batch > 0 ? options.withBatch(batch) : options;
    for (Map.Entry<String, int[]> shape : WorkerProtocol.readShapes(in).entrySet()) {
      options = options.withInputShape(shape.getKey(), Shape.of(shape.getValue()));
    }
    Optional<Path> file = weights.isEmpty() ? Optional.empty() : Optional.of(Path.of(weights));
    String backend = WorkerProtocol.readString(in);
    ModelOptions running =
        ModelOptions.defaults()
            .backend(backend)
            .threads(in.readInt())
            .costs(CalibrationFile.standard().costs());
    ModelRequest request = new ModelRequest(name, file, seed, options);
    model = compile(request, WorkerProtocol.readString(in), running);
    session = model.open();
  }

  private static Model compile(ModelRequest request, String plan, ModelOptions running)
      throws IOException {
    ModelLoader loader = ModelLoader.standard();
    if (plan.isEmpty()) {
      return CompiledModel.of(loader, request, running).model();
    }
    LoadedModel loaded = loader.load(request);
    return EffortModels.fast(loaded, EffortPlans.load(plan, loaded).plan().layers(), running);
  }

  private Session session() {
    if (session == null) {
      throw new IllegalStateException("no network is loaded");
    }
    return session;
  }

  private void listLayers(DataOutputStream out) throws IOException {
    List<StepInfo> steps = session().steps();
    out.writeInt(steps.size());
    for (StepInfo step : steps) {
      WorkerProtocol.writeString(out, step.layer());
      WorkerProtocol.writeString(out, step.kind());
    }
  }

  @Override
  public void write(String blob, float[] values) {
    session().write(blob, values, 0);
  }

  @Override
  public void forward() {
    session().run();
  }

  private long[] timeLayers() {
    long[] nanos = new long[session().steps().size()];
    int[] next = {0};
    session().run((step, time) -> nanos[next[0]++] = time);
    return nanos;
  }

  @Override
  public void close() {
    timed.clear();
    if (session != null) {
      session.close();
      model.close();
      session = null;
    }
  }
}
