package org.dyvedeep.models.training;

import java.util.Arrays;
import org.bytedeco.caffe.FloatBlob;
import org.dyvedeep.models.shapes.Shapes10;
import org.dyvedeep.models.shapes.Shapes10.Split;

/**
 * Paints batches of shapes10 pictures into Caffe's input blobs: BGR planes, 0 to 255, minus 128.
 */
final class PictureBatch {
  /** The value taken from every channel; the model description of shapes10 states the same. */
  static final float MEAN = 128;

  private static final int PLANE = Shapes10.SIZE * Shapes10.SIZE;

  private final Shapes10 pictures;
  private final Split split;
  private final int size;
  private final float[] values;
  private final float[] labels;

  PictureBatch(Shapes10 pictures, Split split, int size) {
    this.pictures = pictures;
    this.split = split;
    this.size = size;
    this.values = new float[size * Shapes10.PICTURE_BYTES];
    this.labels = new float[size];
  }

  /** Paints the pictures first, first + 1, ... of the split. */
  void paint(int first) {
    for (int i = 0; i < size; i++) {
      byte[] rgb = pictures.pixels(split, first + i);
      labels[i] = pictures.label(first + i);
      for (int channel = 0; channel < 3; channel++) {
        int from = (2 - channel) * PLANE;
        int to = i * Shapes10.PICTURE_BYTES + channel * PLANE;
        for (int p = 0; p < PLANE; p++) {
          values[to + p] = (rgb[from + p] & 0xFF) - MEAN;
        }
      }
    }
  }

  void copyPictures(FloatBlob data) {
    data.mutable_cpu_data().put(values, 0, values.length);
  }

  void copyLabels(FloatBlob label) {
    label.mutable_cpu_data().put(labels, 0, labels.length);
  }

  /** Returns a copy of one picture as the network sees it: planes B, G, R. */
  float[] picture(int position) {
    int from = position * Shapes10.PICTURE_BYTES;
    return Arrays.copyOfRange(values, from, from + Shapes10.PICTURE_BYTES);
  }

  int label(int position) {
    return (int) labels[position];
  }

  int size() {
    return size;
  }
}
