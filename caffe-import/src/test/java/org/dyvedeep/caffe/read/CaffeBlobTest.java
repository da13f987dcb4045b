package org.dyvedeep.caffe.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CaffeBlobTest {

  @Test
  void legacyShapesFitWithLeadingOnes() {
    CaffeBlob weights = new CaffeBlob(new int[] {1, 1, 2, 3}, true, new float[6]);
    assertTrue(weights.fits(2, 3));
    assertTrue(weights.fits(1, 2, 3));
    assertTrue(weights.fits(1, 1, 2, 3));
    assertFalse(weights.fits(3, 2));
    assertFalse(weights.fits(6));
    assertFalse(weights.fits(1, 1, 1, 2, 3));
    CaffeBlob bias = new CaffeBlob(new int[] {1, 1, 1, 6}, true, new float[6]);
    assertTrue(bias.fits(6));
  }

  @Test
  void currentShapesFitExactly() {
    CaffeBlob blob = new CaffeBlob(new int[] {1, 1, 2, 3}, false, new float[6]);
    assertTrue(blob.fits(1, 1, 2, 3));
    assertFalse(blob.fits(2, 3));
    assertEquals("1x1x2x3", blob.shape());
  }

  @Test
  void valuesMustFillTheShape() {
    assertThrows(
        IllegalArgumentException.class, () -> new CaffeBlob(new int[] {2, 2}, false, new float[3]));
    assertThrows(
        IllegalArgumentException.class, () -> new CaffeBlob(new int[] {-1}, false, new float[0]));
  }
}
