package org.dyvedeep.tools.differential;

/** Inputs of other kinds, and networks that end in a loss or a measure. */
final class LossCases {
  private LossCases() {}

  static NetCase input(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 5);
    NetText net = new NetText();
    if (draw.coin()) {
      net.layer("Input", "", "x,y", "input_param { " + NetText.shape(dims) + " }");
    } else {
      net.input("x", dims).input("y", dims);
    }
    return net.layer("Eltwise", "x,y", "a", "").done();
  }

  static NetCase dummyData(Draw draw) {
    int[] dims = draw.shape(4, 5);
    String legacy =
        "num: " + dims[0] + " channels: " + dims[1] + " height: " + dims[2] + " width: " + dims[3];
    // Caffe fills a constant once, before the first run: what is written later stays.
    String fields = draw.coin() ? NetText.shape(dims) : legacy;
    return new NetText()
        .layer("DummyData", "", "x", "dummy_data_param { " + fields + " }")
        .layer("ReLU", "x", "a", "")
        .done();
  }

  /** Scores of some classes, and labels. */
  private static NetText scored(Draw draw, int batch, int classes, int... label) {
    return new NetText()
        .input("x", batch, draw.between(1, 9))
        .input("label", label)
        .layer("InnerProduct", "x", "s", "inner_product_param { num_output: " + classes + " }");
  }

  /** A loss or measure of a label each item. */
  static NetCase classified(String type, Draw draw) {
    int batch = draw.between(1, 4);
    NetText net = scored(draw, batch, draw.between(2, 8), batch);
    if (type.equals("MultinomialLogisticLoss")) {
      return net.layer("Softmax", "s", "p", "").layer(type, "p,label", "l", "").done();
    }
    return net.layer(type, "s,label", "l", "").done();
  }

  /** A loss of a target of the scores' shape. */
  static NetCase targeted(String type, Draw draw) {
    int batch = draw.between(1, 4);
    int classes = draw.between(1, 8);
    return scored(draw, batch, classes, batch, classes).layer(type, "s,label", "l", "").done();
  }

  static NetCase infogain(Draw draw) {
    int batch = draw.between(1, 4);
    int classes = draw.between(2, 8);
    return scored(draw, batch, classes, batch, 1, 1, 1)
        .input("h", 1, 1, classes, classes)
        .layer("Softmax", "s", "p", "")
        .layer("InfogainLoss", "p,label,h", "l", "")
        .done();
  }

  static NetCase contrastive(Draw draw) {
    int batch = draw.between(1, 4);
    int width = draw.between(1, 8);
    String fields = "inner_product_param { num_output: " + width + " }";
    return new NetText()
        .input("x", batch, 5)
        .input("y", batch, 5)
        .input("label", batch)
        .layer("InnerProduct", "x", "a", fields)
        .layer("InnerProduct", "y", "b", fields)
        .layer("ContrastiveLoss", "a,b,label", "l", "")
        .done();
  }
}
