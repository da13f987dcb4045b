package org.dyvedeep.tools.reproduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What single images cost: operations with all knobs on, overhead included, in percent of the dense
 * ones.
 *
 * @param images how many
 * @param mean over the images
 * @param low95 of the mean: 1.96 standard errors below it
 * @param high95 of the mean
 * @param histogram how many images cost how much
 * @param classes by class, cheapest first; empty where there are too few images of a class
 * @param easiest the cheapest images
 * @param hardest the dearest images, dearest first
 */
public record ByImage(
    long images,
    double mean,
    double low95,
    double high95,
    List<Bin> histogram,
    List<ClassEffort> classes,
    List<Named> easiest,
    List<Named> hardest) {
  private static final int BINS = 20;
  private static final int SHOWN = 5;
  private static final int LEAST_OF_A_CLASS = 10;
  private static final double NORMAL_95 = 1.96;

  /**
   * One image.
   *
   * @param name what the data set calls it
   * @param label the index of its class
   * @param percent of the dense operations
   */
  public record Image(String name, int label, double percent) {}

  /** An image with its class's name. */
  public record Named(String name, String label, double percent) {}

  /**
   * Images whose cost lies between two bounds.
   *
   * @param from in percent, included
   * @param to in percent; included in the last bin only
   */
  public record Bin(double from, double to, long images) {}

  /**
   * A class's images.
   *
   * @param mean of their percents
   */
  public record ClassEffort(String label, long images, double mean) {}

  /**
   * Sums images up.
   *
   * @param images at least one
   * @param names of the classes
   */
  public static ByImage of(List<Image> images, IntFunction<String> names) {
    List<Image> sorted = new ArrayList<>(images);
    sorted.sort(Comparator.comparingDouble(Image::percent).thenComparing(Image::name));
    int n = sorted.size();
    double mean = sorted.stream().mapToDouble(Image::percent).average().orElseThrow();
    double squares =
        sorted.stream().mapToDouble(i -> Math.pow(i.percent() - mean, 2)).sum()
            / Math.max(1, n - 1);
    double margin = NORMAL_95 * Math.sqrt(squares / n);
    List<Named> named =
        sorted.stream().map(i -> new Named(i.name(), names.apply(i.label()), i.percent())).toList();
    List<Named> hardest = new ArrayList<>(named.subList(Math.max(0, n - SHOWN), n));
    hardest.sort(Comparator.comparingDouble(Named::percent).reversed());
    return new ByImage(
        n,
        mean,
        mean - margin,
        mean + margin,
        histogram(sorted),
        classes(sorted, names),
        named.subList(0, Math.min(SHOWN, n)),
        hardest);
  }

  private static List<Bin> histogram(List<Image> sorted) {
    double least = Math.floor(sorted.get(0).percent());
    double most = Math.ceil(sorted.get(sorted.size() - 1).percent());
    double width = Math.max(1, most - least) / BINS;
    long[] counts = new long[BINS];
    for (Image image : sorted) {
      counts[(int) Math.min(BINS - 1, (image.percent() - least) / width)]++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bins.add(new Bin(least + i * width, least + (i + 1) * width, counts[i]));
    }
    return bins;
  }

  private static List<ClassEffort> classes(List<Image> sorted, IntFunction<String> names) {
    Map<Integer, List<Image>> byLabel = new TreeMap<>();
    sorted.forEach(i -> byLabel.computeIfAbsent(i.label(), l -> new ArrayList<>()).add(i));
    List<ClassEffort> classes = new ArrayList<>();
    byLabel.forEach(
        (label, of) ->
            classes.add(
                new ClassEffort(
                    names.apply(label),
                    of.size(),
                    of.stream().mapToDouble(Image::percent).average().orElseThrow())));
    if (sorted.size() < LEAST_OF_A_CLASS * byLabel.size()) {
      return List.of();
    }
    classes.sort(Comparator.comparingDouble(ClassEffort::mean));
    return classes;
  }
}
