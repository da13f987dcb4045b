package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dyvedeep.caffe.filter.StateOptions;
import org.dyvedeep.caffe.proto.Phase;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training files become networks for inference. */
class DeployTest {
  private static final String DATA =
      Nets.layer(
          "Data",
          "",
          "data,label",
          "data_param { source: \"/etc/passwd\" batch_size: 4 }"
              + " transform_param { crop_size: 8 mean_value: 1 mean_value: 2 mean_value: 3 }");
  private static final String SCORES =
      Nets.layer("InnerProduct", "data", "fc", "inner_product_param { num_output: 5 }");

  private static List<String> kinds(ImportedModel model) {
    return model.graph().nodes().stream().map(node -> node.kind()).toList();
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  @ParameterizedTest
  @CsvSource({"SoftmaxWithLoss, Softmax", "SigmoidCrossEntropyLoss, Sigmoid"})
  void scoringLossLeavesItsFunction(String loss, String left) {
    ImportedModel model = Nets.load(DATA + SCORES + Nets.layer(loss, "fc,label", "loss", ""));
    assertEquals(List.of("InnerProduct", left), kinds(model));
    assertEquals(List.of("prob"), names(model.graph().outputs()));
    assertEquals(List.of("data"), names(model.graph().inputs()));
    assertEquals(loss, model.dropped().get(0).type());
    assertTrue(model.changes().toString().contains("\"prob\" remains"));
  }

  @Test
  void softmaxKeepsItsAxis() {
    ImportedModel model =
        Nets.load(
            DATA + Nets.layer("SoftmaxWithLoss", "data,label", "l", "softmax_param { axis: 2 }"));
    assertEquals(new org.dyvedeep.engine.op.Softmax(2), model.graph().nodes().get(0).operation());
  }

  @Test
  void lossWhoseScoresAreReadElsewhereLeavesNothing() {
    ImportedModel model =
        Nets.load(
            DATA
                + SCORES
                + Nets.layer("Softmax", "fc", "probability", "")
                + Nets.layer("SoftmaxWithLoss", "fc,label", "loss", ""));
    assertEquals(List.of("InnerProduct", "Softmax"), kinds(model));
    assertEquals(List.of("probability"), names(model.graph().outputs()));
  }

  @Test
  void secondTopOfALossIsKept() {
    ImportedModel model =
        Nets.load(
            DATA
                + SCORES
                + Nets.layer("SoftmaxWithLoss", "fc,label", "loss,scores", "")
                + Nets.layer("ArgMax", "scores", "best", ""));
    assertEquals(List.of("InnerProduct", "Softmax", "ArgMax"), kinds(model));
  }

  @Test
  void oneOfTwoLossesOnTheSameScoresLeavesThem() {
    ImportedModel model =
        Nets.load(
            DATA
                + SCORES
                + Nets.layer("SoftmaxWithLoss", "fc,label", "loss,scores", "")
                + Nets.layer("SoftmaxWithLoss", "fc,label", "again", ""));
    assertEquals(List.of("InnerProduct", "Softmax"), kinds(model));
  }

  @Test
  void namesOfManyHeadsAreFoundQuickly() {
    StringBuilder text = new StringBuilder(Nets.input("data", 1, 4));
    int heads = 20_000;
    for (int i = 0; i < heads; i++) {
      text.append(Nets.layer("ReLU", "data", "a" + i, ""));
      text.append("layer { type: \"SoftmaxWithLoss\" bottom: \"a" + i + "\" }\n");
    }
    assertEquals(heads, Nets.load(text.toString()).graph().outputs().size());
  }

  @Test
  void severalHeadsEachKeepTheirScores() {
    ImportedModel model =
        Nets.load(
            DATA
                + SCORES
                + Nets.layer("InnerProduct", "data", "aux", "inner_product_param { num_output: 5 }")
                + Nets.layer("SoftmaxWithLoss", "aux,label", "loss1", "loss_weight: 0.3")
                + Nets.layer("SoftmaxWithLoss", "fc,label", "loss2", "")
                + Nets.layer("Accuracy", "fc,label", "top5", "accuracy_param { top_k: 5 }"));
    assertEquals(List.of("prob", "loss2/prob"), names(model.graph().outputs()));
    assertEquals(5, model.accuracies().get(0).topK());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EuclideanLoss",
        "HingeLoss",
        "InfogainLoss",
        "MultinomialLogisticLoss",
        "ContrastiveLoss",
        "HDF5Output",
        "Accuracy"
      })
  void otherLossesAndMeasuresGo(String type) {
    ImportedModel model = Nets.load(DATA + SCORES + Nets.layer(type, "fc,label", "last", ""));
    assertEquals(List.of("InnerProduct"), kinds(model));
    assertEquals(List.of("fc"), names(model.graph().outputs()));
    assertEquals(List.of(type), model.dropped().stream().map(DroppedLayer::type).toList());
  }

  @Test
  void whatIsComputedFromLabelsGoes() {
    ImportedModel model =
        Nets.load(
            DATA
                + SCORES
                + Nets.layer("Slice", "label", "l1,l2", "slice_param { axis: 0 }")
                + Nets.layer("Power", "l1", "scaled", "power_param { scale: 2 }")
                + Nets.layer("Silence", "l2", "", "")
                + Nets.layer("EuclideanLoss", "fc,scaled", "loss", "")
                + Nets.layer("Python", "fc,label", "odd", ""));
    assertEquals(List.of("InnerProduct"), kinds(model));
    assertEquals(5, model.dropped().size());
    assertTrue(model.dropped().get(0).reason().contains("\"label\""));
  }

  @Test
  void inputsThatOnlyLossesReadGo() {
    ImportedModel model =
        Nets.load(
            Nets.input("data", 1, 3)
                + Nets.input("target", 1, 3)
                + Nets.layer("ReLU", "data", "a", "")
                + Nets.layer("EuclideanLoss", "target,a", "loss", ""));
    assertEquals(
        List.of("target"), model.dropped().stream().map(DroppedLayer::name).limit(1).toList());
  }

  @Test
  void fileNamesOfAModelAreRemarksOnly() {
    PreprocessingHints hints = Nets.load(DATA + SCORES).preprocessing().get(0);
    assertEquals(List.of(1f, 2f, 3f), hints.meanValues());
    assertEquals(8, hints.cropSize());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ImageData | image_data_param { batch_size: 2 new_height: 5 new_width: 6 } | 2x3x5x6",
        "ImageData | image_data_param { is_color: false } transform_param { crop_size: 7 } | 1x1x7x7",
        "WindowData | window_data_param { batch_size: 3 } transform_param { crop_size: 7 } | 3x3x7x7",
        "MemoryData | memory_data_param { batch_size: 2 channels: 4 height: 5 width: 6 } | 2x4x5x6",
        "Data | data_param { batch_size: 2 } transform_param { crop_size: 7 force_gray: true } | 2x1x7x7",
        "DummyData | dummy_data_param { shape { dim: 2 dim: 9 } } | 2x9",
        "DummyData | dummy_data_param { num: 2 channels: 3 height: 4 width: 5 } | 2x3x4x5"
      })
  void dataLayersBecomeInputs(String type, String fields, String shape) {
    ImportedModel model =
        Nets.load(Nets.layer(type, "", "data", fields) + Nets.layer("ReLU", "data", "a", ""));
    assertEquals(shape, model.graph().inputs().get(0).shape().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Data", "ImageData", "HDF5Data", "Input", "WindowData"})
  void shapeThatTheFileDoesNotGiveMustBeGiven(String type) {
    String text = Nets.layer(type, "", "data", "") + Nets.layer("ReLU", "data", "a", "");
    ImportFailures.assertRefused(() -> Nets.load(text), "withInputShape(\"data\"");
    ImportOptions options = ImportOptions.defaults().withInputShape("data", Shape.of(1, 2));
    assertEquals(Shape.of(1, 2), Nets.load(text, options).graph().blob("a").shape());
  }

  @Test
  void phaseLevelAndStageDecide() {
    String text =
        Nets.input("data", 1, 2)
            + Nets.layer("ReLU", "data", "a", "include { phase: TRAIN }")
            + Nets.layer("TanH", "data", "a", "include { phase: TEST not_stage: \"fast\" }")
            + Nets.layer("Sigmoid", "data", "a", "include { phase: TEST stage: \"fast\" }")
            + Nets.layer("BNLL", "a", "b", "include { min_level: 2 }")
            + Nets.layer("AbsVal", "a", "c", "exclude { min_level: 2 }");
    assertEquals(List.of("TanH", "AbsVal"), kinds(Nets.load(text)));
    ImportOptions fast =
        ImportOptions.defaults().withState(new StateOptions(Phase.TEST, 2, List.of("fast")));
    assertEquals(List.of("Sigmoid", "BNLL"), kinds(Nets.load(text, fast)));
    ImportOptions train =
        ImportOptions.defaults().withState(new StateOptions(Phase.TRAIN, 0, List.of()));
    assertEquals(List.of("ReLU", "AbsVal"), kinds(Nets.load(text, train)));
  }

  @Test
  void phaseOfALayerItselfIsIgnored() {
    ImportedModel model =
        Nets.load(Nets.input("data", 1, 2) + Nets.layer("Dropout", "data", "a", "phase: TRAIN"));
    assertTrue(model.warnings().toString().contains("phase: TRAIN"));
  }
}
