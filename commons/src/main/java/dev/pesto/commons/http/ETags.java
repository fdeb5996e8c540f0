package dev.pesto.commons.http;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entity tags and preconditions (RFC 9110, sections 8.8.3 and 13.1). */
public final class ETags {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");

    private ETags() {}

    /** A strong entity tag as it stands in the header, quotes included. */
    public static String strong(Object value) {
        return "\"" + value + "\"";
    }

    /** Throws 428 when the request has no {@code If-Match}; to be asked after the row is known to exist. */
    public static void requirePresent(HttpHeaders headers) {
        if (headers.getHeaderString(HttpHeaders.IF_MATCH) == null) {
            throw new Refusal(CommonRefusal.PRECONDITION_REQUIRED, "Send If-Match with the ETag that you read.");
        }
    }

    /** As {@link #requireMatch(HttpHeaders, Predicate, String)} where the whole tag counts. */
    public static void requireMatch(HttpHeaders headers, String currentETag) {
        requireMatch(headers, tag -> strong(tag).equals(currentETag), currentETag);
    }

    /**
     * Throws 428 without {@code If-Match}, 412 {@code stale_version} when none of its tags is a match; weak tags never are.
     *
     * @param matches is given each strong tag without its quotes
     * @param currentETag told to the client, quotes included
     */
    public static void requireMatch(HttpHeaders headers, Predicate<String> matches, String currentETag) {
        requirePresent(headers);
        requireMatch(headers.getHeaderString(HttpHeaders.IF_MATCH), matches, currentETag);
    }

    /** The same for the value of an {@code If-Match} header that may be null. */
    public static void requireMatch(String ifMatch, Predicate<String> matches, String currentETag) {
        if (ifMatch == null) {
            throw new Refusal(CommonRefusal.PRECONDITION_REQUIRED, "Send If-Match with the ETag that you read.");
        }
        if (!ifMatch.trim().equals("*") && strongTags(ifMatch).stream().noneMatch(matches)) {
            throw new Refusal(
                            CommonRefusal.STALE_VERSION,
                            "It is now " + currentETag + ": read it again and repeat your change.")
                    .with("currentETag", currentETag);
        }
    }

    /** Whether {@code If-None-Match} names the tag (weak comparison) or is {@code *}: the answer is then 304. */
    public static boolean isUnchanged(HttpHeaders headers, String currentETag) {
        String header = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (header == null) {
            return false;
        }
        if (header.trim().equals("*")) {
            return true;
        }
        Matcher matcher = TAG.matcher(header);
        while (matcher.find()) {
            if (strong(matcher.group(2)).equals(currentETag)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> strongTags(String header) {
        List<String> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(header);
        while (matcher.find()) {
            if (matcher.group(1) == null) {
                tags.add(matcher.group(2));
            }
        }
        return tags;
    }
}
