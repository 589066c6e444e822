package io.diptych.benchmarks.router;

/// Records a second, each measured on the same broker over the same requests.
///
/// @param router     the router as it ships
/// @param copy       a bare exactly-once copy of each record, with the router's settings
/// @param copyAlone  the same with one thread and a commit every 20 ms
/// @param copyOutput a bare exactly-once copy that reads the same requests and writes the router's own output, with the
///                   router's settings: the same records to as many topics and partitions
/// @param copyToOne  the same records to one topic
/// @param camel      Apache Camel with one consumer
/// @param camelFour  Apache Camel with four
record Throughput(
        double router,
        double copy,
        double copyAlone,
        double copyOutput,
        double copyToOne,
        double camel,
        double camelFour) {
    double toCopy() {
        return router / copy;
    }

    double toCopyAlone() {
        return router / copyAlone;
    }

    double toCopyOfOutput() {
        return router / copyOutput;
    }

    double toCopyToOne() {
        return router / copyToOne;
    }

    /// How far one gets who writes what the router writes and does nothing else.
    double outputToCopy() {
        return copyOutput / copy;
    }

    double toCamel() {
        return router / camel;
    }

    double toBestCamel() {
        return router / Math.max(camel, camelFour);
    }
}
