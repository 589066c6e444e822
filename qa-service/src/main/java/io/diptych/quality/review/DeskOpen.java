package io.diptych.quality.review;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/// What is there only where people are asked. Elsewhere there is no desk, and nothing of PostgreSQL is asked for.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = "diptych.qa.unreviewed", havingValue = "ASK")
public @interface DeskOpen {}
