package org.dyvedeep.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A class path that lacks the jars with this platform's native code. */
class WithoutNativeLibraryTest {
  @ParameterizedTest
  @CsvSource({
    "reference, 7.0",
    "direct, 7.0",
    "caffe-mirror, OpenBLAS cannot be loaded on",
  })
  void saysWhatIsMissingWhereItIsNeeded(String backend, String answer) throws Exception {
    URL[] urls =
        Stream.of(
                WithoutNativeLibraryTest.class,
                Model.class,
                FloatPointer.class,
                openblas_nolapack.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(OneLayer.class.getName());
      @SuppressWarnings("unchecked") // OneLayer, but of the other loader.
      UnaryOperator<String> layer =
          (UnaryOperator<String>) type.getDeclaredConstructor().newInstance();
      String result = layer.apply(backend);
      assertTrue(result.startsWith(answer), result);
      assertEquals(backend.equals("caffe-mirror"), result.contains("org.bytedeco:openblas"));
    }
  }

  /** Runs one layer on a back end; gives the result, or what an exception says. */
  public static final class OneLayer implements UnaryOperator<String> {
    @Override
    public String apply(String backend) {
      GraphBuilder builder = new GraphBuilder("one");
      Value data = builder.input("data", Shape.of(1, 1));
      DenseWeights weight = new DenseWeights(Shape.of(1, 1), new float[] {7});
      builder.add(
          "fc",
          "InnerProduct",
          InnerProduct.of(1, false),
          List.of(data),
          List.of(weight),
          List.of("fc"));
      ModelOptions options = ModelOptions.defaults().backend(backend);
      try (Model model = Model.compile(builder.build(), options);
          Session session = model.open()) {
        session.write("data", new float[] {1}, 0);
        session.run();
        return Float.toString(session.read("fc")[0]);
      } catch (IllegalStateException e) {
        return e.getMessage();
      }
    }
  }
}
