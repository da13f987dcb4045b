package org.dyvedeep.knobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LaneCounterTest {
  @Property
  void countsWhatIsAdded(
      @ForAll @Size(max = 40) List<Long> words, @ForAll @IntRange(max = 63) int lane) {
    LaneCounter counter = new LaneCounter(words.size());
    int expected = 0;
    for (long word : words) {
      counter.add(word);
      expected += (int) (word >>> lane & 1);
      if (word % 3 == 0) {
        assertEquals(expected, counter.get(lane));
      }
    }
    assertEquals(expected, counter.get(lane));
    counter.clear();
    assertEquals(0, counter.get(lane));
  }

  @Property(tries = 20)
  void countsUpToTheMost(@ForAll @IntRange(max = 70) int most) {
    LaneCounter counter = new LaneCounter(most);
    for (int i = 0; i < most; i++) {
      counter.add(-1);
    }
    assertEquals(most, counter.get(0));
    assertEquals(most, counter.get(63));
  }
}
