package org.dyvedeep.tools;

import java.nio.file.Path;
import java.util.Arrays;
import org.dyvedeep.caffe.CaffeImporter;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.caffe.WeightSource;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;

/** Runs a network once: give the paths of a prototxt and of its weights. */
public final class ReadmeExample {
  private ReadmeExample() {}

  /** Prints the scores, and what the first convolution gave. */
  public static void main(String[] paths) {
    WeightSource weights = WeightSource.file(Path.of(paths[1]));
    ImportedModel net =
        CaffeImporter.importModel(
            Path.of(paths[0]), weights, ImportOptions.defaults().withBatch(1));
    ModelOptions options = ModelOptions.defaults().threads(2).keep("conv1");
    try (Model model = Model.compile(net.graph(), options);
        Session session = model.open()) {
      // One image, channels x height x width in the order B, G, R, the mean already subtracted.
      float[] image = new float[model.inputs().get("data").size()];
      session.write("data", image, 0);
      session.run();
      System.out.println("prob: " + Arrays.toString(session.read("prob")));
      System.out.println("conv1: " + session.output("conv1").shape());
    }
  }
}
