package io.diptych.cost.http;

import io.diptych.cost.reconcile.InvoiceException;
import io.diptych.platform.assets.AssetStoreException;
import java.io.IOException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.DisconnectedClientHelper;

/// How a question that cannot be answered is told so, as RFC 9457 problems. Comes before the general answers of Spring
/// Boot.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
class CostErrors {
    private static final Logger log = LoggerFactory.getLogger(CostErrors.class);
    private static final String UNDEFINED_TABLE = "42P01";

    @ExceptionHandler
    ProblemDetail badQuestion(BadQuestionException e) {
        return badRequest(e.field(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail badInvoice(InvoiceException e) {
        return badRequest(e.field(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail badNumber(MethodArgumentTypeMismatchException e) {
        return badRequest(e.getName(), e.getName() + " is '" + e.getValue() + "', must be a whole number");
    }

    @ExceptionHandler
    ProblemDetail away(DataAccessResourceFailureException e) {
        return unavailable(e);
    }

    /// Whoever asked has closed the connection: nobody is left to be told, and nothing is wrong here.
    @ExceptionHandler({HttpMessageNotWritableException.class, IOException.class})
    void gone(Exception e) throws Exception {
        if (!DisconnectedClientHelper.isClientDisconnectedException(e)) {
            throw e;
        }
        log.atDebug().log("connection was closed before its answer was written");
    }

    @ExceptionHandler
    ProblemDetail noImages(AssetStoreException e) {
        log.atWarn().addKeyValue("error", e.getMessage()).log("asset store does not answer");
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "the asset store does not answer; try again later");
    }

    /// The tables come with the first start that finds PostgreSQL.
    @ExceptionHandler
    ProblemDetail noTables(BadSqlGrammarException e) {
        SQLException cause = e.getSQLException();
        if (cause != null && UNDEFINED_TABLE.equals(cause.getSQLState())) {
            return unavailable(e);
        }
        throw e;
    }

    private static ProblemDetail badRequest(String field, String message) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, message);
        problem.setProperty("field", field);
        return problem;
    }

    private static ProblemDetail unavailable(RuntimeException e) {
        log.atWarn().addKeyValue("error", e.getMessage()).log("ledger does not answer");
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "PostgreSQL, which holds the ledger, does not answer; try again later");
    }
}
