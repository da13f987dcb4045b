package org.dyvedeep.tools.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Easy and hard images. */
class ByImageTest {
  private static List<ByImage.Image> images(int count) {
    List<ByImage.Image> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(new ByImage.Image("i" + i, i % 2, i));
    }
    return images;
  }

  @Test
  void figuresDoNotDependOnTheOrder() {
    List<ByImage.Image> shuffled = images(100);
    Collections.shuffle(shuffled, new Random(1));
    ByImage byImage = ByImage.of(shuffled, label -> label == 0 ? "even" : "odd");
    assertEquals(ByImage.of(images(100), label -> label == 0 ? "even" : "odd"), byImage);
    assertEquals(49.5, byImage.mean(), 1e-12);
    // Of 0 to 99 the standard deviation is sqrt(100 * 101 / 12).
    assertEquals(1.96 * Math.sqrt(100 * 101 / 12.0 / 100), byImage.high95() - 49.5, 1e-9);
    assertEquals(List.of("i0", "i1", "i2", "i3", "i4"), names(byImage.easiest()));
    assertEquals(List.of("i99", "i98", "i97", "i96", "i95"), names(byImage.hardest()));
    assertEquals("odd", byImage.hardest().get(0).label());
    assertEquals(new ByImage.ClassEffort("even", 50, 49), byImage.classes().get(0));
    assertEquals(new ByImage.ClassEffort("odd", 50, 50), byImage.classes().get(1));
  }

  private static List<String> names(List<ByImage.Named> images) {
    return images.stream().map(ByImage.Named::name).toList();
  }

  @Test
  void everyImageIsInOneBin() {
    List<ByImage.Bin> bins = ByImage.of(images(101), Integer::toString).histogram();
    assertEquals(101, bins.stream().mapToLong(ByImage.Bin::images).sum());
    assertEquals(0, bins.get(0).from());
    assertEquals(100, bins.get(bins.size() - 1).to(), 1e-9);
    // 0 to 4, and 95 to 100 with the greatest.
    assertEquals(5, bins.get(0).images());
    assertEquals(6, bins.get(bins.size() - 1).images());
  }

  @Test
  void fewImagesOfAClassSayNothingOfIt() {
    assertTrue(ByImage.of(images(19), Integer::toString).classes().isEmpty());
    assertEquals(2, ByImage.of(images(20), Integer::toString).classes().size());
    assertEquals(1, ByImage.of(images(1), Integer::toString).images());
  }
}
