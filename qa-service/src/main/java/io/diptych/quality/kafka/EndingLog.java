package io.diptych.quality.kafka;

import io.diptych.events.Escalation;
import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.quality.verdict.Ruling;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what has ended, in log and meters, once it is committed.
public final class EndingLog {
    private static final Logger log = LoggerFactory.getLogger(EndingLog.class);

    private final QaMeters meters;
    private final PlatformMeters platform;
    private final Topic<GenerationResult> topic;

    public EndingLog(QaMeters meters, PlatformMeters platform, Topics topics) {
        this.meters = meters;
        this.platform = platform;
        this.topic = topics.results();
    }

    void committed(Ending ending) {
        switch (ending) {
            case Ending.Dead(var reason, var partition, var offset, var _) -> {
                platform.deadLetter(topic);
                log.atWarn()
                        .addKeyValue("topic", topic.name())
                        .addKeyValue("partition", partition)
                        .addKeyValue("offset", offset)
                        .addKeyValue("error", reason)
                        .log("result cannot be read, dead-lettered");
            }
            case Ending.Ruled(var ruling, var took, var _) -> ruled(ruling, took);
        }
    }

    private void ruled(Ruling ruling, Duration took) {
        switch (ruling) {
            case Ruling.Delivered(var verdict, var _) -> {
                meters.judged(verdict, took);
                say(verdict);
            }
            case Ruling.Asked(var verdict, var _) -> {
                meters.judged(verdict, took);
                say(verdict);
            }
            case Ruling.FellShort(var verdict, var escalation) -> {
                meters.judged(verdict, took);
                meters.escalated(escalation.getCause());
                say(verdict);
            }
            case Ruling.Audited(var audited, var _) -> ruled(audited, took);
            case Ruling.NotMade(var escalation) -> {
                meters.escalated(escalation.getCause());
                say(escalation);
            }
            case Ruling.Unsettled(var task) ->
                log.atInfo()
                        .addKeyValue("attempt", task.getTaskId())
                        .addKeyValue("tenant", task.getTenant())
                        .log("nobody knows whether the attempt was charged, a person is asked");
        }
    }

    void refused(int results, RuntimeException refusal) {
        meters.commitRefused();
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("results", results)
                .addKeyValue("error", refusal.getMessage())
                .log("commit refused, results are read again");
    }

    private static void say(QualityVerdict verdict) {
        log.atInfo()
                .addKeyValue("jobId", verdict.getJobId())
                .addKeyValue("attempt", verdict.getAttemptId())
                .addKeyValue("tenant", verdict.getTenant())
                .addKeyValue("model", verdict.getModel())
                .addKeyValue("decision", verdict.getDecision())
                .addKeyValue("reasons", verdict.getReasons())
                .log("image judged");
    }

    private static void say(Escalation escalation) {
        log.atInfo()
                .addKeyValue("jobId", escalation.getJobId())
                .addKeyValue("attempt", escalation.getAttemptId())
                .addKeyValue("tenant", escalation.getTenant())
                .addKeyValue("model", escalation.getJob().getRoute().getModel())
                .addKeyValue("cause", escalation.getCause())
                .log("attempt escalated without an image");
    }
}
