package org.dyvedeep.tools.reproduce;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Photos with their effort maps beside them. */
final class EffortMapsHtml {
  private EffortMapsHtml() {}

  static void write(Page page, List<EffortPicture> pictures) throws IOException {
    if (pictures.isEmpty()) {
      return;
    }
    page.element("h3", "Where the effort goes");
    page.open("p", "class", "scale").text("Operations spent at a position: 0 % ");
    page.empty("img", "src", Pixels.scale(), "alt", "from dark blue to yellow").text(" 100 %");
    page.text(" of the dense ones. Tests shared by all outputs belong to no position.").close();
    for (EffortPicture picture : pictures) {
      page.open("div", "class", "maps");
      String seen = picture.name() + ", " + picture.label();
      figure(
          page,
          picture.photo(),
          "photo: " + seen,
          seen + ": " + percent(picture.percentOfDense()) + " of the operations");
      for (EffortPicture.Layer layer : picture.layers()) {
        String range =
            "%s: %s on average, %s to %s"
                .formatted(
                    layer.layer(),
                    percent(layer.mean()),
                    percent(layer.least()),
                    percent(layer.most()));
        figure(page, layer.picture(), "heat map of " + range, range);
      }
      page.close();
    }
  }

  private static void figure(Page page, String source, String alt, String caption) {
    page.open("figure").empty("img", "src", source, "alt", alt, "loading", "lazy");
    page.element("figcaption", caption).close();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.0f %%", value);
  }
}
