package org.dyvedeep.knobs.run;

import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;

/** Runs on the reference back end, with and without knobs. */
final class Runs {
  private Runs() {}

  static ModelOptions reference() {
    return ModelOptions.defaults().backend("reference");
  }

  /** The output of a layer with its knobs. */
  static float[] of(RandomLayer layer, EffortProvider provider) {
    return output(layer.graph(), reference().provider(provider), "out", layer.input());
  }

  /** The output of the dense layer. */
  static float[] dense(RandomLayer layer) {
    return output(layer.graph(), reference(), "out", layer.input());
  }

  /** One blob of a network that reads "data". */
  static float[] output(Graph graph, ModelOptions options, String blob, float[] input) {
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      session.write("data", input, 0);
      session.run();
      return session.read(blob);
    }
  }
}
