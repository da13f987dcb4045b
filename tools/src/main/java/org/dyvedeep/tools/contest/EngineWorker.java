package org.dyvedeep.tools.contest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.worker.Worker;
import org.dyvedeep.tools.worker.WorkerCommand;
import org.dyvedeep.tools.worker.WorkerProtocol;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/**
 * One back end of this engine in a process of its own, a Java virtual machine with the options of
 * this one.
 */
final class EngineWorker extends Worker {
  /** Starts a worker. */
  EngineWorker(String name) throws IOException {
    super(command(name));
  }

  /** Measures and keeps what kernels cost on this machine. */
  void calibrate() throws IOException {
    ask("measuring what kernels cost", Request.CALIBRATE, out -> {});
  }

  private static WorkerCommand command(String name) {
    List<String> flags = new ArrayList<>();
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // Agents, such as debuggers, hold ports and files that two processes cannot share.
      if (!flag.startsWith("-agent") && !flag.startsWith("-javaagent")) {
        flags.add(flag);
      }
    }
    flags.add("-Ddyvedeep.home=" + Places.project());
    return new WorkerCommand(
        name,
        System.getProperty("java.class.path"),
        EngineMain.class.getName(),
        List.of(),
        flags,
        environment(),
        WorkerCommand.PATIENCE);
  }

  /** What the launcher chose for this program. */
  private static Map<String, String> environment() {
    String arenas = System.getenv("MALLOC_ARENA_MAX");
    return arenas == null ? Map.of() : Map.of("MALLOC_ARENA_MAX", arenas);
  }

  /**
   * Loads a model as this program would, so that weights that are kept compressed stay so.
   *
   * @param request only what the command line can say: shapes, batch, strictness
   * @param plan an effort plan as {@code EffortPlans} takes it, run by fast kernels; empty for none
   */
  void load(ModelRequest request, String backend, int threads, String plan) throws IOException {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    request.options().inputShapes().forEach((blob, shape) -> shapes.put(blob, shape.dims()));
    ask(
        "loading " + request.model(),
        Request.LOAD_MODEL,
        out -> {
          WorkerProtocol.writeString(out, request.model());
          WorkerProtocol.writeString(out, request.weights().map(Path::toString).orElse(""));
          out.writeLong(request.seed());
          out.writeBoolean(request.options().reading().strict());
          out.writeInt(request.options().batch().orElse(0));
          WorkerProtocol.writeShapes(out, shapes);
          WorkerProtocol.writeString(out, backend);
          out.writeInt(threads);
          WorkerProtocol.writeString(out, plan);
        });
  }
}
