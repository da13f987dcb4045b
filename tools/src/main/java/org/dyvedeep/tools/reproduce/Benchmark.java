package org.dyvedeep.tools.reproduce;

import java.util.List;

/**
 * One row of the paper's tables, or the embedded default.
 *
 * @param id what the command line and files call it
 * @param title its name in the paper
 * @param paper the paper's figures; those of the embedded default are unknown
 * @param variants networks and data that may stand for it, best first
 * @param seeded whether the first variant is run with seeded weights, if no variant can be had with
 *     learned ones: for speed and exact savings, never for an accuracy
 * @param typicalSeconds what it took on two cores with all contestants, for the time that is left
 */
public record Benchmark(
    String id,
    String title,
    Paper paper,
    List<Variant> variants,
    boolean seeded,
    double typicalSeconds) {
  /**
   * One network on one data set.
   *
   * @param model a built-in name
   * @param data its pictures
   * @param images on how many of them operations are counted, unless the caller says otherwise:
   *     counting operators are slow
   * @param pictures for how many of them it is shown where the effort goes
   * @param viewImages on how many of them variants of the plan are counted; 0 for none
   */
  public record Variant(String model, DataSet data, int images, int pictures, int viewImages) {
    /** How a plan for it is tuned: a command. */
    public String tuneCommand(double maxLoss) {
      return "./dyvedeep tune "
          + model
          + data.tuningArguments()
          + " --max-loss "
          + maxLoss
          + " -o PLANS/"
          + model
          + ".neuron.json";
    }
  }

  /**
   * What the paper says of its networks together: least and greatest factor.
   *
   * @param opsReduction of scalar operations; null if it says nothing
   * @param speedUp over Caffe; null if it says nothing
   */
  public record Paper(List<Double> opsReduction, List<Double> speedUp) {
    static final Paper SILENT = new Paper(null, null);
    static final Paper CLAIM = new Paper(List.of(2.1, 2.6), List.of(1.8, 2.3));
  }

  private static final int MANY = 500;
  private static final int SOME = 20;
  private static final int FEW = 4;
  private static final int VERY_FEW = 2;

  /** All of them, in the order of the tables. */
  public static List<Benchmark> all() {
    return List.of(
        new Benchmark(
            "shapes10",
            "shapes10 (not in the paper)",
            Paper.SILENT,
            List.of(new Variant("shapes10", DataSet.SHAPES10, 10_000, 3, MANY)),
            false,
            120),
        paper(
            "cifar-10",
            "CIFAR-10",
            false,
            90,
            new Variant("cifar10-full", DataSet.CIFAR10, 10_000, 3, MANY)),
        paper(
            "alexnet",
            "AlexNet",
            true,
            200,
            new Variant("alexnet", DataSet.IMAGENET, 150, 2, SOME),
            new Variant("alexnet-cifar10", DataSet.CIFAR10, 150, 2, SOME)),
        paper(
            "alexnet-compressed",
            "compressed AlexNet",
            false,
            200,
            new Variant("alexnet-compressed", DataSet.IMAGENET, 150, 2, SOME),
            new Variant("alexnet-cifar10-compressed", DataSet.CIFAR10_QUARTER, 150, 2, SOME)),
        paper(
            "overfeat", "OverFeat", true, 80, new Variant("overfeat", DataSet.IMAGENET, FEW, 1, 0)),
        paper("vgg16", "VGG-16", true, 100, new Variant("vgg16", DataSet.IMAGENET, VERY_FEW, 1, 0)),
        paper(
            "squeezenet",
            "SqueezeNet (journal version)",
            false,
            250,
            new Variant("squeezenet", DataSet.IMAGENET, 250, 2, SOME)));
  }

  private static Benchmark paper(
      String id, String title, boolean seeded, double typicalSeconds, Variant... variants) {
    return new Benchmark(id, title, Paper.CLAIM, List.of(variants), seeded, typicalSeconds);
  }
}
