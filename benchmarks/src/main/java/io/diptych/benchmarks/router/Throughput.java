package io.diptych.benchmarks.router;

/// Records a second, each measured on the same broker over the same requests.
///
/// @param router     the router as it ships
/// @param copy       a bare exactly-once copy of each record
/// @param copyOutput a bare exactly-once writer of the router's own output: as many records and bytes
/// @param camel      Apache Camel with one consumer
/// @param camelFour  Apache Camel with four
record Throughput(double router, double copy, double copyOutput, double camel, double camelFour) {
    double toCopy() {
        return router / copy;
    }

    double toCopyOfOutput() {
        return router / copyOutput;
    }

    double toCamel() {
        return router / camel;
    }

    double toBestCamel() {
        return router / Math.max(camel, camelFour);
    }
}
