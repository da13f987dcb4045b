package org.dyvedeep.knobs.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A JSON document with one place changed, for each of its places in turn. */
final class Mutations {
  private Mutations() {}

  static void replacing(ObjectNode root, JsonNode other, Consumer<JsonNode> each) {
    inObjects(
        root,
        object -> {
          for (String name : names(object)) {
            JsonNode kept = object.get(name);
            object.set(name, other);
            each.accept(root);
            object.set(name, kept);
          }
        });
  }

  static void removing(ObjectNode root, Consumer<JsonNode> each) {
    inObjects(
        root,
        object -> {
          for (String name : names(object)) {
            JsonNode kept = object.remove(name);
            each.accept(root);
            object.set(name, kept);
          }
        });
  }

  static void adding(ObjectNode root, Consumer<JsonNode> each) {
    inObjects(
        root,
        object -> {
          object.put("unknown", 1);
          each.accept(root);
          object.remove("unknown");
        });
  }

  private static void inObjects(JsonNode node, Consumer<ObjectNode> each) {
    if (node instanceof ObjectNode object) {
      each.accept(object);
      for (String name : names(object)) {
        inObjects(object.get(name), each);
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(element -> inObjects(element, each));
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
