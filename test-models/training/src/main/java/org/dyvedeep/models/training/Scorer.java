package org.dyvedeep.models.training;

import org.bytedeco.caffe.FloatBlob;
import org.bytedeco.caffe.FloatNet;
import org.dyvedeep.models.shapes.Shapes10;
import org.dyvedeep.models.shapes.Shapes10.Split;

/** Measures a deploy network's accuracy on the test split, as native Caffe computes it. */
final class Scorer {
  /** Pictures that are run together. */
  static final int BATCH = 50;

  private final FloatNet net;
  private final PictureBatch batch;

  Scorer(FloatNet deployNet, Shapes10 pictures) {
    this.net = deployNet;
    this.batch = new PictureBatch(pictures, Split.TEST, BATCH);
    net.input_blobs().get(0).Reshape(BATCH, 3, Shapes10.SIZE, Shapes10.SIZE);
    net.Reshape();
  }

  /**
   * Counts right answers on the first pictures of the test split.
   *
   * @param pictures how many: a positive multiple of {@link #BATCH}
   * @return the accuracy in percent
   */
  double accuracy(int pictures) {
    int right = 0;
    int seen = 0;
    while (seen < pictures) {
      batch.paint(seen);
      batch.copyPictures(net.input_blobs().get(0));
      net.Forward();
      right += countRight(net.blob_by_name("prob"));
      seen += batch.size();
    }
    return 100.0 * right / seen;
  }

  private int countRight(FloatBlob probabilities) {
    int classes = probabilities.count() / batch.size();
    float[] values = new float[probabilities.count()];
    probabilities.cpu_data().get(values);
    int right = 0;
    for (int i = 0; i < batch.size(); i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (values[i * classes + c] > values[i * classes + best]) {
          best = c;
        }
      }
      right += best == batch.label(i) ? 1 : 0;
    }
    return right;
  }
}
