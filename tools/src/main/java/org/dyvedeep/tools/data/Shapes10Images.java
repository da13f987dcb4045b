package org.dyvedeep.tools.data;

import java.util.OptionalLong;
import org.dyvedeep.models.shapes.Shapes10;
import org.dyvedeep.tools.preprocess.ChannelOrder;
import org.dyvedeep.tools.preprocess.ImageContent;

/** The embedded pictures of shapes10, made as they are asked for. */
public final class Shapes10Images implements LabelledImages {
  /** How many pictures of the endless split results are quoted on. */
  public static final int TEST_PICTURES = 10_000;

  /** How many pictures of the endless training split are enough to tune on. */
  private static final int TRAINING_PICTURES = 4_000;

  private final Shapes10 pictures = new Shapes10(Shapes10.DEFAULT_SEED);
  private final Shapes10.Split split;
  private final int count;

  /** The test split. */
  public Shapes10Images() {
    this(Shapes10.Split.TEST, TEST_PICTURES);
  }

  private Shapes10Images(Shapes10.Split split, int count) {
    this.split = split;
    this.count = count;
  }

  /** Some pictures that the network was trained on, which have nothing in common with the test. */
  public static Shapes10Images ofTraining() {
    return new Shapes10Images(Shapes10.Split.TRAIN, TRAINING_PICTURES);
  }

  @Override
  public String layout() {
    return split == Shapes10.Split.TEST ? "shapes10 test split" : "shapes10 training split";
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(count);
  }

  @Override
  public Cursor open() {
    return new Cursor() {
      private int next;

      @Override
      public LabelledImage next() {
        return next == count ? null : picture(next++);
      }

      @Override
      public void close() {
        // Nothing is held open.
      }
    };
  }

  private LabelledImage picture(int index) {
    String name = "shapes10/" + index;
    ImageContent content =
        ImageContent.Planes.ofBytes(
            name, 3, Shapes10.SIZE, Shapes10.SIZE, ChannelOrder.RGB, pictures.pixels(split, index));
    return new LabelledImage(index, name, pictures.label(index), content);
  }
}
