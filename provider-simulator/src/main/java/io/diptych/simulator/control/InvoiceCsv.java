package io.diptych.simulator.control;

import io.diptych.simulator.invoice.InvoiceLine;
import io.diptych.simulator.invoice.Purchase;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The invoice as comma-separated values (RFC 4180). An unknown amount is an empty field.
final class InvoiceCsv {

    private static final String HEADER =
            "at,provider,model,lane,tier,size,images,clientRequestId,providerRequestId,textInputTokens,"
                    + "imageInputTokens,textOutputTokens,imageOutputTokens,amountMicros,priceBook";

    private InvoiceCsv() {}

    static String of(List<InvoiceLine> lines) {
        return Stream.concat(Stream.of(HEADER), lines.stream().map(InvoiceCsv::row))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String row(InvoiceLine line) {
        Purchase bought = line.purchase();
        String client = bought.clientRequestId();
        Long amount = line.amountMicros();
        return Stream.of(
                        line.at().toString(),
                        bought.provider(),
                        bought.model(),
                        bought.lane().label(),
                        bought.tier(),
                        bought.size(),
                        Integer.toString(bought.images()),
                        client == null ? "" : client,
                        bought.providerRequestId(),
                        Long.toString(bought.usage().textIn()),
                        Long.toString(bought.usage().imageIn()),
                        Long.toString(bought.usage().textOut()),
                        Long.toString(bought.usage().imageOut()),
                        amount == null ? "" : amount.toString(),
                        line.priceBook())
                .map(InvoiceCsv::field)
                .collect(Collectors.joining(","));
    }

    private static String field(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
