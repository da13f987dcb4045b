package org.dyvedeep.knobs.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dyvedeep.engine.graph.Graph;

/**
 * Plans as JSON files, made to be edited by hand. The format is described by the JSON Schema beside
 * this class, {@code effort-plan.schema.json}.
 */
public final class EffortPlanFile {
  /** Resource name of the JSON Schema, beside this class. */
  public static final String SCHEMA = "effort-plan.schema.json";

  private EffortPlanFile() {}

  /**
   * Reads a plan.
   *
   * @throws InvalidPlanException if it is not one that this program understands completely
   * @throws IOException if the file cannot be read
   */
  public static EffortPlan read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    }
  }

  /**
   * Reads a plan from a stream, which stays open.
   *
   * @param source what complaints call it
   * @throws InvalidPlanException if it is not one that this program understands completely
   * @throws IOException if the stream cannot be read
   */
  public static EffortPlan read(String source, InputStream in) throws IOException {
    return new PlanReader(source).read(in);
  }

  /**
   * Checks that a plan is for a network: made for its weights, naming only layers it has, with
   * settings that suit them.
   *
   * @param source what complaints call the plan
   * @param graph the network as it was imported
   * @throws InvalidPlanException if it is not
   */
  public static void requireFits(String source, EffortPlan plan, Graph graph)
      throws InvalidPlanException {
    PlanFit.require(source, plan, graph);
  }

  /** A plan as a file would hold it. */
  public static String text(EffortPlan plan) throws IOException {
    return new String(PlanWriter.bytes(plan), StandardCharsets.UTF_8);
  }

  /** A plan as it stands in a file. */
  public static byte[] bytes(EffortPlan plan) throws IOException {
    return PlanWriter.bytes(plan);
  }

  /**
   * Writes a plan whole or not at all: a file of that name is replaced in one step.
   *
   * @throws IOException if it cannot be written; what was there before then still is
   */
  public static void write(EffortPlan plan, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path part =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.write(part, PlanWriter.bytes(plan));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " cannot be written: there is no such folder", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
