package io.diptych.quality.review.http;

import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.quality.review.DeskOpen;
import io.diptych.quality.review.desk.DeskException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// How reviewers are told that something cannot be done, as RFC 9457 problems that name the field. Comes before the
/// general answers of Spring Boot.
@DeskOpen
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
class ReviewErrors {
    private static final Logger log = LoggerFactory.getLogger(ReviewErrors.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unauthorized(Unauthorized e) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"review\"")
                .body(problem(HttpStatus.UNAUTHORIZED, "Authorization", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail refused(DeskException e) {
        HttpStatus status = switch (e.reason()) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case MISSING -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
        };
        return problem(status, e.field(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail notJson(HttpMessageNotReadableException e) {
        return problem(
                HttpStatus.BAD_REQUEST, "body", "body is not the JSON object that the interface's description shows");
    }

    @ExceptionHandler
    ProblemDetail badNumber(MethodArgumentTypeMismatchException e) {
        return problem(
                HttpStatus.BAD_REQUEST,
                e.getName(),
                e.getName() + " is '" + e.getValue() + "', must be a whole number");
    }

    @ExceptionHandler
    ProblemDetail gone(AssetMissingException e) {
        return problem(HttpStatus.GONE, "index", "the asset store does not have this image any more");
    }

    @ExceptionHandler
    ProblemDetail storeAway(AssetStoreException e) {
        return away("asset store", e);
    }

    /// The tables come with the first start that finds PostgreSQL.
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class,
        BadSqlGrammarException.class
    })
    ProblemDetail databaseAway(RuntimeException e) {
        return away("PostgreSQL, which holds the desk,", e);
    }

    private static ProblemDetail away(String what, RuntimeException e) {
        log.atWarn().addKeyValue("error", e.getMessage()).log("review desk cannot answer");
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, what + " does not answer; try again later");
    }

    private static ProblemDetail problem(HttpStatus status, String field, String message) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, message);
        problem.setProperty("field", field);
        return problem;
    }
}
