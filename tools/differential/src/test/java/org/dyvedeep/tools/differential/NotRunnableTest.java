package org.dyvedeep.tools.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.worker.WorkerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/parity.md says native Caffe cannot be asked, it cannot be asked. */
class NotRunnableTest {
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| ([^|]*) \\|");

  @Test
  void thePageListsTheTypes() throws IOException {
    String page = Files.readString(NativeCaffe.project().resolve("docs/parity.md"));
    Map<String, String> rows = new TreeMap<>();
    for (Matcher row = ROW.matcher(page); row.find(); ) {
      rows.put(row.group(1), row.group(2));
    }
    assertEquals(LayerCases.notRunnable(), rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Clip; a; clip_param { min: 0 max: 1 }; no field named \"clip_param\"",
        "Swish; a; ''; Unknown layer type: Swish",
        "Pooling; a; pooling_param { kernel_size: 1 round_mode: FLOOR }; no field named",
        "Pooling; a; pooling_param { kernel_size: 1 pool: STOCHASTIC }; Not Implemented Yet",
        "AbsVal; x; ''; does not allow in-place",
        "MemoryData; x; memory_data_param { batch_size: 1 channels: 1 height: 1 width: 1 }; Check"
      })
  void caffeRefuses(String type, String top, String fields, String words, @TempDir Path folder)
      throws IOException {
    boolean source = type.equals("MemoryData");
    NetText net = source ? new NetText() : new NetText().input("x", 1, 1, 4, 4);
    String text =
        net.layer(type, source ? "" : "x", source ? "x,y" : top, fields).done().prototxt();
    Path file = Files.writeString(folder.resolve("net.prototxt"), text);
    try (CaffeWorker caffe = new CaffeWorker(NativeCaffe.runtimeOrSkip().command(1))) {
      WorkerException refusal =
          assertThrows(
              WorkerException.class,
              () -> {
                caffe.load(file, Optional.empty());
                caffe.forward();
              });
      assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }
  }
}
