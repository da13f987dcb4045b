package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelpTest {
  @ParameterizedTest
  @CsvSource({
    "info, '--weights,--seed,--input,Default: shapes10,Default: text'",
    "classify, '--top,Default: 5,--labels,--preprocess,--threads,Default: direct'",
    "eval, '--effort,zis,--data,--limit,--batch,Default: 1,Default: shapes10,Default: direct'",
    "time, '--iterations,Default: 30,--warmup,Default: 10,--layers,--threads,--batch'",
    "compare, '--data,--images,Default: 4,--tolerance,1e-5,--threads,--backend'",
    "convert, '--to,--output,--prototxt,CAFFEMODEL,--weights'",
    "plan, 'show,check,new'",
    "parity, '--images,--update,1e-5'",
    "fetch, '--list,DYVEDEEP_CACHE,DYVEDEEP_FETCH_MIRROR,Default: text'",
    "calibrate, 'kernel-costs.json,DYVEDEEP_CACHE'",
    "bounds, 'MODEL,--data,--part,--limit,--layer,--kernel-efficiency,Default: 0.30,Default: text'",
    "reproduce, '--only,--models,--data,--plans,Default: 0.5,--limit,--fresh,DIR/rows'"
  })
  void everyVerbExplainsItself(String verb, String words) {
    Run run = Run.of(verb, "--help");
    assertEquals(0, run.status());
    assertEquals("", run.err());
    assertTrue(run.out().startsWith("Usage: dyvedeep " + verb), run.out());
    for (String word : words.split(",", -1)) {
      assertTrue(run.out().contains(word), verb + " --help does not say " + word + run.out());
    }
  }

  @Test
  void theRootNamesVerbsAndExitStatuses() {
    Run run = Run.of("--help");
    assertEquals(0, run.status());
    for (String word :
        new String[] {"info", "classify", "eval", "time", "bounds", "compare", "convert", "70"}) {
      assertTrue(run.out().contains("  " + word + " "), run.out());
    }
  }

  @Test
  void theVersionIsTheProjects() {
    Run run = Run.of("--version");
    assertEquals(0, run.status());
    assertTrue(run.out().startsWith("dyvedeep 0."), run.out());
  }
}
