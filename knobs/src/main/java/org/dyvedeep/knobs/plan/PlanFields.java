package org.dyvedeep.knobs.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object of a plan, read field by field. It remembers which fields were asked for, so that
 * {@link #end()} can refuse the others.
 */
final class PlanFields {
  private static final int SHOWN = 40;

  private final String source;

  /** The layer that the object belongs to, as a piece of a sentence. */
  private final String layer;

  private final String path;
  private final JsonNode node;
  private final Set<String> known = new LinkedHashSet<>();

  private PlanFields(String source, String layer, String path, JsonNode node)
      throws InvalidPlanException {
    this.source = source;
    this.layer = layer;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw complaint(path, shown(node), "an object");
    }
  }

  static PlanFields root(String source, JsonNode node) throws InvalidPlanException {
    return new PlanFields(source, "", "", node);
  }

  boolean has(String name) {
    known.add(name);
    return node.has(name);
  }

  /** The names of all fields, for an object whose names are data. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    known.addAll(names);
    return names;
  }

  PlanFields object(String name) throws InvalidPlanException {
    return new PlanFields(source, layer, path(name), require(name, "an object"));
  }

  Optional<PlanFields> optionalObject(String name) throws InvalidPlanException {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  /** An object in which complaints name a layer. */
  PlanFields layer(String name) throws InvalidPlanException {
    return new PlanFields(source, "layer \"" + name + "\", ", "", require(name, "an object"));
  }

  List<PlanFields> objects(String name) throws InvalidPlanException {
    JsonNode list = require(name, "an array of objects");
    if (!list.isArray()) {
      throw wrong(name, list, "an array of objects");
    }
    List<PlanFields> objects = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      objects.add(new PlanFields(source, layer, path(name) + "[" + i + "]", list.get(i)));
    }
    return objects;
  }

  String text(String name) throws InvalidPlanException {
    JsonNode value = require(name, "a text");
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(name, value, "a text");
    }
    return value.textValue();
  }

  boolean flag(String name) throws InvalidPlanException {
    JsonNode value = require(name, "true or false");
    if (!value.isBoolean()) {
      throw wrong(name, value, "true or false");
    }
    return value.booleanValue();
  }

  long integer(String name) throws InvalidPlanException {
    JsonNode value = require(name, "a whole number");
    if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToLong()) {
      throw wrong(name, value, "a whole number");
    }
    return value.longValue();
  }

  /** A number that counts something. */
  long count(String name) throws InvalidPlanException {
    long value = integer(name);
    if (value < 0) {
      throw wrong(name, node.get(name), "a whole number from 0 on");
    }
    return value;
  }

  int smallCount(String name) throws InvalidPlanException {
    long value = count(name);
    if (value > Integer.MAX_VALUE) {
      throw wrong(name, node.get(name), "a whole number below 2^31");
    }
    return (int) value;
  }

  double number(String name) throws InvalidPlanException {
    JsonNode value = require(name, "a number");
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(name, value, "a finite number");
    }
    return value.doubleValue();
  }

  float single(String name) throws InvalidPlanException {
    return single(name, require(name, "a number"));
  }

  /** One number or an array of them; none where the field is missing. */
  List<Float> singles(String name) throws InvalidPlanException {
    if (!has(name)) {
      return List.of();
    }
    JsonNode value = node.get(name);
    if (!value.isArray()) {
      return List.of(single(name, value));
    }
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      values.add(single(name + "[" + i + "]", value.get(i)));
    }
    return values;
  }

  private float single(String name, JsonNode value) throws InvalidPlanException {
    if (!value.isNumber() || !Float.isFinite(value.floatValue())) {
      throw wrong(name, value, "a finite number");
    }
    return value.floatValue();
  }

  /** A constant by its name in small letters. */
  <E extends Enum<E>> E choice(String name, Class<E> type) throws InvalidPlanException {
    List<String> choices = Arrays.stream(type.getEnumConstants()).map(PlanFields::spelled).toList();
    String expected = "one of " + String.join(", ", choices);
    JsonNode value = require(name, expected);
    int index = value.isTextual() ? choices.indexOf(value.textValue()) : -1;
    if (index < 0) {
      throw wrong(name, value, expected);
    }
    return type.getEnumConstants()[index];
  }

  static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Refuses fields that nobody asked for. */
  void end() throws InvalidPlanException {
    for (String name : names(node)) {
      if (!known.contains(name)) {
        throw complaint(path(name), "an unknown field", "one of " + String.join(", ", known));
      }
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode require(String name, String expected) throws InvalidPlanException {
    if (!has(name)) {
      throw complaint(path(name), "nothing", expected);
    }
    return node.get(name);
  }

  InvalidPlanException wrong(String name, String expected) {
    return wrong(name, node.path(name), expected);
  }

  private InvalidPlanException wrong(String name, JsonNode found, String expected) {
    return complaint(path(name), shown(found), expected);
  }

  /** What is wrong with the object as a whole. */
  InvalidPlanException invalid(IllegalArgumentException cause) {
    return new InvalidPlanException(
        source, layer + "field \"" + path + "\": " + cause.getMessage(), cause);
  }

  private InvalidPlanException complaint(String where, String found, String expected) {
    String field = where.isEmpty() ? layer : layer + "field \"" + where + "\": ";
    return new InvalidPlanException(source, field + "found " + found + ", expected " + expected);
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(JsonNode found) {
    String text = found.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
