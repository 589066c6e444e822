package io.diptych.simulator.control;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.invoice.Invoice;
import io.diptych.simulator.invoice.InvoiceLine;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/simulator/invoice`: what the providers have billed, as JSON, as CSV, summed up; and a way to forget it.
public final class InvoiceEndpoints implements Feature {

    private static final String CURRENCY = "USD";

    private final Invoice invoice;
    private final Runnable settle;

    /// Sets the endpoints up.
    ///
    /// @param settle bills what is due before the invoice is shown
    public InvoiceEndpoints(Invoice invoice, Runnable settle) {
        this.invoice = invoice;
        this.settle = settle;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", "/simulator/invoice", this::show)
                .add("GET", "/simulator/invoice/summary", _ -> summary())
                .add("DELETE", "/simulator/invoice", this::forget);
    }

    private Answer show(Call call) {
        settle.run();
        String format = call.query("format");
        if ("csv".equals(format)) {
            return Answer.text(200, "text/csv; charset=UTF-8", InvoiceCsv.of(invoice.lines()));
        }
        if (format != null && !format.equals("json")) {
            throw ControlErrors.bad("format is " + format + ", but must be json or csv");
        }
        List<InvoiceLine> lines = invoice.lines();
        return new Answer.Streamed(200, Answer.JSON, out -> write(lines, out));
    }

    private void write(List<InvoiceLine> lines, OutputStream out) {
        Total total = new Total();
        lines.forEach(total::add);
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("priceBook", invoice.priceBook());
            json.writeStringProperty("currency", CURRENCY);
            json.writeNumberProperty("totalMicros", total.micros);
            json.writeNumberProperty("unpricedLines", total.unpriced);
            json.writeName("lines").writeStartArray();
            for (InvoiceLine line : lines) {
                Json.MAPPER.writeValue(json, line.toJson());
            }
            json.writeEndArray().writeEndObject();
        }
    }

    private Answer summary() {
        settle.run();
        Total all = new Total();
        Map<String, Total> groups = new TreeMap<>();
        Map<String, InvoiceLine> examples = new TreeMap<>();
        for (InvoiceLine line : invoice.lines()) {
            String group = String.join(
                    "/",
                    line.purchase().model(),
                    line.purchase().lane().label(),
                    line.purchase().tier());
            groups.computeIfAbsent(group, _ -> new Total()).add(line);
            examples.putIfAbsent(group, line);
            all.add(line);
        }
        ObjectNode body = Json.object().put("priceBook", invoice.priceBook()).put("currency", CURRENCY);
        all.putInto(body, "totalMicros");
        ArrayNode list = body.putArray("groups");
        groups.forEach((group, total) -> {
            InvoiceLine example = examples.get(group);
            if (example != null) {
                ObjectNode row = list.addObject()
                        .put("provider", example.purchase().provider())
                        .put("model", example.purchase().model())
                        .put("lane", example.purchase().lane().label())
                        .put("tier", example.purchase().tier());
                total.putInto(row, "amountMicros");
            }
        });
        return Answer.json(200, body);
    }

    private Answer forget(Call call) {
        if (!"true".equals(call.query("confirm"))) {
            throw ControlErrors.bad("the invoice is forgotten for good only with ?confirm=true");
        }
        settle.run();
        invoice.clear();
        return summary();
    }

    private static final class Total {
        private long lines;
        private long images;
        private long micros;
        private long unpriced;

        private void add(InvoiceLine line) {
            lines++;
            images += line.purchase().images();
            Long amount = line.amountMicros();
            if (amount == null) {
                unpriced++;
            } else {
                micros += amount;
            }
        }

        private void putInto(ObjectNode row, String amountName) {
            row.put(amountName, micros)
                    .put("lines", lines)
                    .put("images", images)
                    .put("unpricedLines", unpriced);
        }
    }
}
