package org.dyvedeep.tools.reproduce;

import java.util.List;

/** Tables of the page: in a region that scrolls by itself, with headings that sort the rows. */
final class HtmlTable {
  private final Page page;

  HtmlTable(Page page) {
    this.page = page;
  }

  void open(String caption, List<String> titles) {
    page.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption);
    page.open("table").element("caption", caption + "; the headings sort the rows");
    page.open("thead").open("tr");
    for (String title : titles) {
      page.open("th", "scope", "col").element("button", title, "type", "button").close();
    }
    page.close().close().open("tbody");
  }

  void close() {
    page.close().close().close();
  }

  void head(String shown, String sort) {
    page.element("th", shown, "scope", "row", "data-sort", sort);
  }

  void cell(String shown, String sort, boolean numeric) {
    page.element("td", shown, "class", numeric ? "number" : "word", "data-sort", sort);
  }

  /** A whole table. */
  void write(Grid grid) {
    open(grid.title(), grid.heads());
    for (List<Grid.Cell> row : grid.rows()) {
      page.open("tr");
      head(row.get(0).shown(), row.get(0).sort());
      row.stream().skip(1).forEach(cell -> cell(cell.shown(), cell.sort(), cell.numeric()));
      page.close();
    }
    close();
  }
}
