package dev.pesto.payara.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** What a client got; status 0 stands for a broken connection or no answer in time. */
record Answer(int status, JsonNode body, boolean replayed) {
    static final Answer NONE = new Answer(0, MissingNode.getInstance(), false);

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    String code() {
        return status == 0 ? "no_answer" : body.path("code").asText(Integer.toString(status));
    }

    /** The contract: this 503 has left nothing behind. */
    boolean isContention() {
        return status == 503 && code().equals("contention");
    }

    /** Says nothing about what became of the request. */
    boolean leavesOpen() {
        return status == 0 || (status >= 500 && !isContention());
    }
}
