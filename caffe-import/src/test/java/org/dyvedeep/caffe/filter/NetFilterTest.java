package org.dyvedeep.caffe.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.dyvedeep.caffe.ImportFailures.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.Phase;
import org.dyvedeep.caffe.read.ParsedNet;
import org.dyvedeep.caffe.read.PrototxtReader;
import org.dyvedeep.caffe.read.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetFilterTest {
  private static final StateOptions TEST = StateOptions.defaults();
  private static final StateOptions TRAIN = new StateOptions(Phase.TRAIN, 0, List.of());

  private static NetFilter.Result filter(StateOptions state, String text) {
    ParsedNet net =
        new PrototxtReader(ReadOptions.defaults()).parse("net.prototxt", text.getBytes(UTF_8));
    return NetFilter.filter("net.prototxt", net.positions(), net.net(), state);
  }

  private static boolean kept(StateOptions state, String rules) {
    return filter(state, "layer { name: 'l' " + rules + " }").net().getLayerCount() == 1;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // rules | kept at TEST | kept at TRAIN
        "                                                    | true  | true",
        "include { phase: TEST }                             | true  | false",
        "include { phase: TRAIN }                            | false | true",
        "exclude { phase: TEST }                             | false | true",
        "include { phase: TRAIN } include { phase: TEST }    | true  | true",
        "exclude { phase: TRAIN } exclude { phase: TEST }    | false | false",
        "include { phase: TRAIN } include { stage: 'deploy' }| false | true",
        "include { }                                         | true  | true",
        "exclude { }                                         | false | false",
        "phase: TRAIN                                        | true  | true",
        "include { phase: TEST stage: 'x' }                  | false | false",
        "include { phase: TEST not_stage: 'x' }              | true  | false",
      })
  void phases(String rules, boolean test, boolean train) {
    String text = rules == null ? "" : rules;
    assertEquals(test, kept(TEST, text));
    assertEquals(train, kept(TRAIN, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // rules | level | kept
        "include { min_level: 2 }                | 1 | false",
        "include { min_level: 2 }                | 2 | true",
        "include { max_level: 2 }                | 2 | true",
        "include { max_level: 2 }                | 3 | false",
        "include { min_level: 0 max_level: 0 }   | 0 | true",
        "include { max_level: -1 }               | 0 | false",
        "exclude { min_level: 1 max_level: 3 }   | 2 | false",
        "exclude { min_level: 1 max_level: 3 }   | 4 | true",
      })
  void levels(String rules, int level, boolean expected) {
    assertEquals(expected, kept(new StateOptions(Phase.TEST, level, List.of()), rules));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // rules | stages, separated by + | kept
        "include { stage: 'a' }                        | a    | true",
        "include { stage: 'a' }                        | b    | false",
        "include { stage: 'a' stage: 'b' }             | a    | false",
        "include { stage: 'a' stage: 'b' }             | b+a  | true",
        "include { stage: 'a' } include { stage: 'b' } | b    | true",
        "include { not_stage: 'a' }                    | b    | true",
        "include { not_stage: 'a' not_stage: 'b' }     | b    | false",
        "include { stage: 'a' not_stage: 'a' }         | a    | false",
        "exclude { stage: 'a' not_stage: 'b' }         | a    | false",
        "exclude { stage: 'a' not_stage: 'b' }         | a+b  | true",
      })
  void stages(String rules, String stages, boolean expected) {
    List<String> on = List.of(stages.split("\\+", -1));
    assertEquals(expected, kept(new StateOptions(Phase.TEST, 0, on), rules));
  }

  @Test
  void theFilesOwnStagesStayOnAndItsPhaseIsReplaced() {
    String text =
        """
        state { phase: TRAIN level: 5 stage: 'own' }
        layer { name: 'a' include { stage: 'own' } }
        layer { name: 'b' include { stage: 'own' stage: 'more' phase: TEST max_level: 0 } }
        layer { name: 'c' include { min_level: 5 } }
        """;
    NetFilter.Result result = filter(new StateOptions(Phase.TEST, 0, List.of("more")), text);
    assertEquals(
        List.of("a", "b"),
        result.net().getLayerList().stream().map(LayerParameter::getName).toList());
    assertEquals(List.of("c"), result.removed());
    assertEquals(List.of("own", "more"), result.net().getState().getStageList());
  }

  @Test
  void includeAndExcludeTogether() {
    assertRefused(
        () -> filter(TEST, "\nlayer { name: 'l' include { } exclude { phase: TRAIN } }"),
        "net.prototxt:2:1",
        "\"l\"",
        "include rules and exclude rules");
  }
}
