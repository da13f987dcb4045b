package org.dyvedeep.tools.reproduce;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a report was measured with, as pairs of words for people. */
final class Facts {
  private Facts() {}

  static Map<String, String> of(Reproduction report) {
    Provenance from = report.provenance();
    Provenance.Settings settings = from.settings();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", from.date());
    facts.put("commit", from.commit() + (from.modified() ? ", with changes" : ""));
    facts.put("processor", from.processor() + ", " + from.cores() + " cores");
    facts.put("system", from.system());
    facts.put("Java", from.java());
    facts.put("OpenBLAS's kernel", from.blas());
    facts.put("threads of a timed run", Integer.toString(settings.threads()));
    facts.put("rounds of timing", Integer.toString(settings.rounds()));
    facts.put("seed of what is made", Long.toString(settings.seed()));
    facts.put("allowed loss", settings.maxLoss() + " percentage points");
    for (Row row : report.rows()) {
      if (row.measured()) {
        facts.put(
            "weights of " + row.model(), row.weights().describe() + sha(row.weights().sha256()));
        facts.put("data of " + row.benchmark(), row.data() + sha(row.dataSha256()));
        Effort.Plan plan = row.effort().plan();
        String tunedOn = plan.searchData() == null ? "" : ", tuned on " + plan.searchData();
        facts.put("plan of " + row.model(), plan.origin() + tunedOn + sha(plan.sha256()));
        Executed executed = row.details().executed();
        if (executed != null) {
          Effort.Plan fast = executed.plan();
          facts.put("executed plan of " + row.model(), fast.origin() + sha(fast.sha256()));
        }
        if (row.speed().input() != null) {
          facts.put("timed on, " + row.model(), row.speed().input());
        }
      }
    }
    return facts;
  }

  private static String sha(String sha256) {
    return sha256 == null ? "" : " (" + sha256 + ")";
  }
}
