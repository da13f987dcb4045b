package org.dyvedeep.tools.reproduce;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements of a page, written by the platform's XML writer, which escapes all text. */
final class Page {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;

  Page() {
    try {
      out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins an element; attributes are names and values in turn. */
  Page open(String element, String... attributes) {
    return write(
        () -> {
          out.writeStartElement(element);
          attributes(attributes);
        });
  }

  /** An element that has no content, such as {@code img}. */
  Page empty(String element, String... attributes) {
    return write(
        () -> {
          out.writeEmptyElement(element);
          attributes(attributes);
        });
  }

  /** A whole element with text in it. */
  Page element(String element, String content, String... attributes) {
    return open(element, attributes).text(content).close();
  }

  Page text(String content) {
    return write(() -> out.writeCharacters(content));
  }

  /** Begins a drawing in a region that scrolls by itself; it takes two {@link #close} to end. */
  Page openChart(String title, int width, int height) {
    open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", title);
    open("svg", "viewBox", "0 0 " + width + " " + height, "role", "img");
    return element("title", title);
  }

  /** Ends the element that was begun last. */
  Page close() {
    return write(out::writeEndElement);
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      out.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws XMLStreamException;
  }

  private Page write(Writing writing) {
    try {
      writing.run();
      return this;
    } catch (XMLStreamException e) {
      // The writer writes to memory: only a wrong order of calls can bring this about.
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    write(out::flush);
    return text.toString();
  }
}
