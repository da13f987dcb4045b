package org.dyvedeep.tools.data;

import java.nio.charset.StandardCharsets;
import org.dyvedeep.caffe.proto.Datum;
import org.dyvedeep.tools.preprocess.ChannelOrder;
import org.dyvedeep.tools.preprocess.ImageContent;

/**
 * From a Datum message to a labelled picture: an encoded image, raw bytes or floats (planes in BGR
 * order, as convert_imageset writes).
 */
final class DatumReader {
  private DatumReader() {}

  static LabelledImage read(long index, byte[] key, Datum datum, String where)
      throws InvalidDataException {
    if (datum.getLabel() < 0) {
      throw new InvalidDataException(
          where, "has label " + datum.getLabel() + "; expected a class from 0");
    }
    String name = new String(key, StandardCharsets.UTF_8);
    return new LabelledImage(
        index, name, datum.getLabel(), content(datum, where + " (" + name + ")"));
  }

  private static ImageContent content(Datum datum, String where) throws InvalidDataException {
    if (datum.getEncoded()) {
      return new ImageContent.Bytes(where, datum.getData().toByteArray());
    }
    int channels = datum.getChannels();
    int height = datum.getHeight();
    int width = datum.getWidth();
    boolean floats = datum.getData().isEmpty();
    int found = floats ? datum.getFloatDataCount() : datum.getData().size();
    boolean positive = channels > 0 && height > 0 && width > 0;
    if (!positive || count(channels, height, width) != found) {
      throw new InvalidDataException(
          where,
          "has %d values, but says channels %d, height %d, width %d; the entry is damaged"
              .formatted(found, channels, height, width));
    }
    if (!floats) {
      return ImageContent.Planes.ofBytes(
          where, channels, height, width, ChannelOrder.BGR, datum.getData().toByteArray());
    }
    float[] values = new float[found];
    for (int i = 0; i < found; i++) {
      values[i] = datum.getFloatData(i);
    }
    return ImageContent.Planes.ofFloats(where, channels, height, width, ChannelOrder.BGR, values);
  }

  /** The product, or -1 where it is more than any entry can hold. */
  private static long count(int channels, int height, int width) {
    long plane = (long) height * width;
    return plane > Integer.MAX_VALUE ? -1 : plane * channels;
  }
}
