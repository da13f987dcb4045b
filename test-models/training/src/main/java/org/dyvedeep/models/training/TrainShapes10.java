package org.dyvedeep.models.training;

import static org.bytedeco.caffe.global.caffe.ReadSolverParamsFromTextFileOrDie;
import static org.bytedeco.caffe.global.caffe.TEST;
import static org.bytedeco.caffe.global.caffe.WriteProtoToBinaryFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bytedeco.caffe.FloatNet;
import org.bytedeco.caffe.FloatSolver;
import org.bytedeco.caffe.FloatSolverRegistry;
import org.bytedeco.caffe.NetParameter;
import org.bytedeco.caffe.SolverParameter;
import org.dyvedeep.models.shapes.Shapes10;
import org.dyvedeep.models.shapes.Shapes10.Split;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program that makes the embedded shapes10 weights: trains on fresh pictures of the training
 * split at every step, reports native Caffe's accuracy on the test split and writes a caffemodel.
 */
@Command(
    name = "train-shapes10",
    mixinStandardHelpOptions = true,
    description = "Trains the embedded shapes10 network with native Caffe's solver.")
public final class TrainShapes10 implements Callable<Integer> {
  private static final int BATCH = 64;
  private static final int REPORT_EVERY = 250;
  private static final int QUICK_TEST = 1000;

  @Option(
      names = "--iterations",
      defaultValue = "9000",
      description = "solver steps of 64 pictures (default: ${DEFAULT-VALUE})")
  private int iterations;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "seed of the initial weights (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--test-pictures",
      defaultValue = "10000",
      description = "pictures in the final measurement (default: ${DEFAULT-VALUE})")
  private int testPictures;

  @ArgGroup(multiplicity = "1")
  private Work work;

  /** Either train or only measure. */
  static final class Work {
    @Option(names = "--out", description = "train, and write this caffemodel")
    private Path out;

    @Option(names = "--measure", description = "only measure the accuracy of this caffemodel")
    private Path measured;
  }

  @Spec private CommandSpec command;

  private final Shapes10 pictures = new Shapes10(Shapes10.DEFAULT_SEED);

  /** Runs the program; see {@code --help}. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TrainShapes10()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    check(
        iterations >= 1 && iterations <= Integer.MAX_VALUE / BATCH,
        "--iterations must be between 1 and " + Integer.MAX_VALUE / BATCH);
    check(
        testPictures >= 1 && testPictures % Scorer.BATCH == 0,
        "--test-pictures must be a positive multiple of " + Scorer.BATCH);
    // Native Caffe would abort the whole process.
    check(
        work.measured == null || Files.isReadable(work.measured),
        "--measure: no readable file " + work.measured);
    Path folder = Files.createTempDirectory("train-shapes10");
    try {
      String deploy =
          NativeFiles.copy(Shapes10.class, "/org/dyvedeep/models/shapes10/deploy.prototxt", folder);
      try (FloatNet net = new FloatNet(deploy, TEST)) {
        if (work.measured != null) {
          net.CopyTrainedLayersFrom(work.measured.toString());
        } else {
          train(net, folder);
        }
        measure(net);
      }
    } finally {
      delete(folder);
    }
    return 0;
  }

  private void check(boolean right, String mistake) {
    if (!right) {
      throw new ParameterException(command.commandLine(), mistake);
    }
  }

  private void train(FloatNet net, Path folder) throws IOException {
    FloatSolver solver = FloatSolverRegistry.CreateSolver(solverParameters(folder));
    net.ShareTrainedLayersWith(solver.net());
    run(solver, new Scorer(net, pictures));
    save(net, work.out);
    print("wrote %s (%d bytes)", work.out, Files.size(work.out));
  }

  private void measure(FloatNet net) {
    double accuracy = new Scorer(net, pictures).accuracy(testPictures);
    print("native Caffe on %d test pictures: %.2f%% right", testPictures, accuracy);
  }

  private SolverParameter solverParameters(Path folder) throws IOException {
    SolverParameter parameters = new SolverParameter();
    String file = NativeFiles.copy(TrainShapes10.class, "shapes10-solver.prototxt", folder);
    String net = NativeFiles.copy(TrainShapes10.class, "shapes10-train.prototxt", folder);
    ReadSolverParamsFromTextFileOrDie(file, parameters);
    parameters.set_net(net);
    parameters.set_max_iter(iterations);
    parameters.set_random_seed(seed);
    return parameters;
  }

  private void run(FloatSolver solver, Scorer scorer) {
    FloatNet net = solver.net();
    PictureBatch batch = new PictureBatch(pictures, Split.TRAIN, BATCH);
    double lossSum = 0;
    for (int i = 0; i < iterations; i++) {
      batch.paint(i * BATCH);
      batch.copyPictures(net.blob_by_name("data"));
      batch.copyLabels(net.blob_by_name("label"));
      solver.Step(1);
      lossSum += net.blob_by_name("loss").cpu_data().get(0);
      if ((i + 1) % REPORT_EVERY == 0) {
        print(
            "iteration %d of %d: mean loss %.4f, %.1f%% of %d test pictures right",
            i + 1, iterations, lossSum / REPORT_EVERY, scorer.accuracy(QUICK_TEST), QUICK_TEST);
        lossSum = 0;
      }
    }
  }

  /** Writes the deploy network, so that the file holds neither gradients nor training layers. */
  private static void save(FloatNet net, Path out) throws IOException {
    Files.createDirectories(out.toAbsolutePath().getParent());
    Path temporary = out.resolveSibling(out.getFileName() + ".part");
    try (NetParameter message = new NetParameter()) {
      net.ToProto(message, false);
      WriteProtoToBinaryFile(message, temporary.toString());
      Files.move(temporary, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void print(String format, Object... values) {
    command.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
