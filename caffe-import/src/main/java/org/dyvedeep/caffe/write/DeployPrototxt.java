package org.dyvedeep.caffe.write;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dyvedeep.caffe.ImportedModel;

/**
 * The prototxt of an imported network: Input layers with the shapes that were imported, then the
 * layers that inference has, in the spelling of the current generation (V2).
 */
public final class DeployPrototxt {
  private DeployPrototxt() {}

  /**
   * The text; the layers' names are those of the caffemodel that {@link CaffemodelWriter} makes.
   */
  public static String text(ImportedModel model) {
    return TextFormat.printer().printToString(model.deploy().net());
  }

  /**
   * Writes the text to a file, which appears only when it is complete.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(ImportedModel model, Path file) throws IOException {
    byte[] bytes = text(model).getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, out -> out.write(bytes));
  }
}
