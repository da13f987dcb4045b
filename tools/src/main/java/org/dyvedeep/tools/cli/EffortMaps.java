package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.knobs.count.EffortMap;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.run.ProductOrders;
import org.dyvedeep.models.Labels;
import org.dyvedeep.tools.data.LabelledImage;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.preprocess.Preprocessor;
import org.dyvedeep.tools.preprocess.UnreadableImageException;
import org.dyvedeep.tools.reproduce.EffortPicture;
import org.dyvedeep.tools.reproduce.Pixels;

/**
 * Runs pictures one by one and looks where each layer spent its operations.
 *
 * @param loaded a network whose input is a picture of three channels
 * @param pipeline how pictures are prepared for it
 * @param plan its knobs
 * @param labels names of its classes
 * @param orders in which the network's weights were sorted before
 */
record EffortMaps(
    LoadedModel loaded,
    ImagePipeline pipeline,
    EffortPlan plan,
    Labels labels,
    ProductOrders orders) {
  /** Looks at all pictures of a source that can be read. */
  List<EffortPicture> of(LabelledImages images) throws IOException {
    EffortMeter meter = new EffortMeter();
    List<EffortPicture> pictures = new ArrayList<>();
    try (Model model = EffortModels.counting(loaded, plan.layers(), orders, Optional.of(meter));
        Session session = model.open();
        LabelledImages.Cursor cursor = images.open()) {
      Preprocessor preprocessor = pipeline.preprocessor();
      Preprocessor view = pipeline.view();
      for (LabelledImage image = cursor.next(); image != null; image = cursor.next()) {
        float[] input = new float[preprocessor.length()];
        try {
          preprocessor.prepare(image.content(), input, 0);
        } catch (UnreadableImageException e) {
          // Counting has met it, too, and the report says so.
          continue;
        }
        session.write(loaded.input().name(), input, 0);
        meter.reset();
        session.run();
        view.prepare(image.content(), input, 0);
        pictures.add(picture(image, input, meter));
      }
    }
    return pictures;
  }

  private EffortPicture picture(LabelledImage image, float[] view, EffortMeter meter)
      throws IOException {
    Shape shape = loaded.input().shape();
    List<EffortPicture.Layer> layers = new ArrayList<>();
    for (Map.Entry<String, LayerCounts> layer : meter.counts().entrySet()) {
      EffortMap map = meter.map(layer.getKey());
      if (map.height() * map.width() > 1) {
        layers.add(Pixels.heatMap(layer.getKey(), map, layer.getValue().dense()));
      }
    }
    return new EffortPicture(
        image.name(),
        labels.name(image.label()),
        Pixels.photo(view, shape.dim(2), shape.dim(3)),
        100 / meter.total().reductionWithZis(),
        layers);
  }
}
