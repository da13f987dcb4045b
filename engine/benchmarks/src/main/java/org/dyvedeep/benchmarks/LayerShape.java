package org.dyvedeep.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;

/** A line of a shape file: a layer's extents. */
record LayerShape(
    String name,
    int channels,
    int height,
    int width,
    int outputs,
    int kernel,
    int stride,
    int pad,
    int group,
    int dilation) {

  /**
   * The layers of a shape file.
   *
   * @param net what follows {@code shapes_} in the file's name
   * @throws IllegalArgumentException if there is no such file, or it has a malformed line
   */
  static List<LayerShape> ofNet(String net) {
    InputStream file = LayerShape.class.getResourceAsStream("shapes_" + net);
    if (file == null) {
      throw new IllegalArgumentException("there is no file shapes_" + net + " beside this class");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).map(LayerShape::parse).toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("shapes_" + net + " cannot be read", e);
    }
  }

  /** The layer that {@code net:layer} names. */
  static LayerShape named(String name) {
    String[] parts = name.split(":", -1);
    return ofNet(parts[0]).stream()
        .filter(shape -> shape.name.equals(parts[parts.length - 1]))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no layer is called " + name));
  }

  private static LayerShape parse(String line) {
    String[] f = line.trim().split("\\s+", -1);
    if (f.length != 10) {
      throw new IllegalArgumentException("expected a name and 9 numbers, got: " + line);
    }
    int[] n = new int[f.length];
    for (int i = 1; i < f.length; i++) {
      n[i] = Integer.parseInt(f[i]);
    }
    return new LayerShape(f[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]);
  }

  boolean fullyConnected() {
    return height == 1 && width == 1;
  }

  int outHeight() {
    return ConvolutionShape.outputs(height, kernel, stride, pad, dilation);
  }

  int outWidth() {
    return ConvolutionShape.outputs(width, kernel, stride, pad, dilation);
  }

  int positions() {
    return outHeight() * outWidth();
  }

  /** Weights of one output. */
  int taps() {
    return channels / group * kernel * kernel;
  }

  /** Floating-point operations: a multiplication and an addition for each weight and position. */
  double flops() {
    return 2.0 * outputs * positions() * taps();
  }

  /** As the engine would lay it out: planar input where a block would be mostly empty. */
  ConvolutionShape convolution() {
    ActivationLayout in =
        channels < 8
            ? new PlanarLayout(channels, height, width, pad, pad)
            : new BlockedLayout(channels, height, width, pad, pad);
    return new ConvolutionShape(
        in,
        BlockedLayout.of(outputs, outHeight(), outWidth()),
        kernel,
        kernel,
        stride,
        stride,
        pad,
        pad,
        dilation,
        dilation,
        group);
  }
}
