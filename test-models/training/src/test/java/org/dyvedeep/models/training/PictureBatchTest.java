package org.dyvedeep.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dyvedeep.models.shapes.Shapes10;
import org.dyvedeep.models.shapes.Shapes10.Split;
import org.junit.jupiter.api.Test;

class PictureBatchTest {
  @Test
  void hasBlueFirstAndTheMeanTakenOff() {
    Shapes10 pictures = new Shapes10(3);
    PictureBatch batch = new PictureBatch(pictures, Split.TRAIN, 2);
    batch.paint(14);
    byte[] rgb = pictures.pixels(Split.TRAIN, 15);
    float[] second = batch.picture(1);
    int pixel = 5 * 32 + 7;
    assertEquals((rgb[2 * 1024 + pixel] & 0xFF) - 128f, second[pixel], "blue");
    assertEquals((rgb[1024 + pixel] & 0xFF) - 128f, second[1024 + pixel], "green");
    assertEquals((rgb[pixel] & 0xFF) - 128f, second[2 * 1024 + pixel], "red");
    assertEquals(5, batch.label(1));
  }
}
