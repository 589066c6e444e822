package io.diptych.benchmarks.router;

/// Records a second, each measured on the same broker over the same requests.
///
/// @param router     the router as it ships
/// @param copy       a bare exactly-once copy of each record
/// @param copyOutput a bare exactly-once copy that reads the same requests and writes the router's own output: the same
/// records to
///                   as many topics and partitions
/// @param copyToOne  the same records to one topic
/// @param camel      Apache Camel with one consumer
/// @param camelFour  Apache Camel with four
record Throughput(double router, double copy, double copyOutput, double copyToOne, double camel, double camelFour) {
    double toCopy() {
        return router / copy;
    }

    double toCopyOfOutput() {
        return router / copyOutput;
    }

    double toCopyToOne() {
        return router / copyToOne;
    }

    double toCamel() {
        return router / camel;
    }

    double toBestCamel() {
        return router / Math.max(camel, camelFour);
    }
}
