package org.dyvedeep.tools.data;

import java.util.OptionalLong;
import org.dyvedeep.models.shapes.Shapes10;
import org.dyvedeep.tools.preprocess.ChannelOrder;
import org.dyvedeep.tools.preprocess.ImageContent;

/** The embedded pictures of shapes10's test split, made as they are asked for. */
public final class Shapes10Images implements LabelledImages {
  /** How many pictures of the endless split results are quoted on. */
  public static final int TEST_PICTURES = 10_000;

  private final Shapes10 pictures = new Shapes10(Shapes10.DEFAULT_SEED);

  @Override
  public String layout() {
    return "shapes10 test split";
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(TEST_PICTURES);
  }

  @Override
  public Cursor open() {
    return new Cursor() {
      private int next;

      @Override
      public LabelledImage next() {
        return next == TEST_PICTURES ? null : picture(next++);
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
            name,
            3,
            Shapes10.SIZE,
            Shapes10.SIZE,
            ChannelOrder.RGB,
            pictures.pixels(Shapes10.Split.TEST, index));
    return new LabelledImage(index, name, pictures.label(index), content);
  }
}
