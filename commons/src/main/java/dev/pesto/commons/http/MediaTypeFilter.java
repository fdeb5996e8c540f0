package dev.pesto.commons.http;

import dev.pesto.commons.json.OptionalBody;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accept (406) and Content-Type (415), after authorisation. {@code @Consumes} and {@code @Produces} would refuse while matching, before anybody has asked who
 * is calling.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 100)
public class MediaTypeFilter implements ContainerRequestFilter {

    /** Value of {@code Accept-Patch} (RFC 5789) wherever there is a PATCH. */
    public static final String PATCHES = "application/merge-patch+json, application/json";

    static final MediaType MERGE_PATCH = new MediaType("application", "merge-patch+json");
    private static final MediaType PROBLEM = new MediaType("application", "problem+json");

    private final Map<Method, Optional<Parameter>> entities = new ConcurrentHashMap<>();

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method == null) {
            return;
        }
        if (!isJsonAccepted(request.getAcceptableMediaTypes())) {
            throw new Refusal(CommonRefusal.NOT_ACCEPTABLE, "Answers are application/json: accept that.");
        }
        Optional<Parameter> entity = entities.computeIfAbsent(method, MediaTypeFilter::entity);
        if (entity.isEmpty()) {
            return;
        }
        MediaType type = request.getMediaType();
        boolean mayBeAbsent = entity.get().isAnnotationPresent(OptionalBody.class) && !request.hasEntity();
        if (!mayBeAbsent && !isJson(type, request.getMethod())) {
            throw request.getMethod().equals("PATCH") ? notAPatch() : notJson();
        }
        String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new Refusal(CommonRefusal.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without a coding.")
                    .header(HttpHeaders.ACCEPT_ENCODING, "identity");
        }
    }

    private static Refusal notJson() {
        return new Refusal(CommonRefusal.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.");
    }

    private static Refusal notAPatch() {
        return new Refusal(
                        CommonRefusal.UNSUPPORTED_MEDIA_TYPE,
                        "The body must be application/merge-patch+json or application/json.")
                .header("Accept-Patch", PATCHES);
    }

    private static boolean isJsonAccepted(List<MediaType> acceptable) {
        return isAccepted(MediaType.APPLICATION_JSON_TYPE, acceptable)
                .or(() -> isAccepted(PROBLEM, acceptable))
                .orElse(false);
    }

    /** What the most specific range that covers a type says of it (RFC 9110, 12.5.1); empty when none does. */
    private static Optional<Boolean> isAccepted(MediaType type, List<MediaType> acceptable) {
        return acceptable.stream()
                .filter(range -> range.isCompatible(type))
                .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                .map(range -> Double.parseDouble(range.getParameters().getOrDefault("q", "1")) > 0);
    }

    private static boolean isJson(MediaType type, String method) {
        if (type == null) {
            return false;
        }
        String charset = type.getParameters().get("charset");
        boolean utf8 = charset == null || charset.equalsIgnoreCase("utf-8");
        return utf8
                && (isSame(type, MediaType.APPLICATION_JSON_TYPE)
                        || (method.equals("PATCH") && isSame(type, MERGE_PATCH)));
    }

    private static boolean isSame(MediaType type, MediaType wanted) {
        return type.getType().equalsIgnoreCase(wanted.getType())
                && type.getSubtype().equalsIgnoreCase(wanted.getSubtype());
    }

    /** The parameter that JAX-RS fills from the body: the one without an annotation of its own. */
    private static Optional<Parameter> entity(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> Arrays.stream(parameter.getAnnotations())
                        .map(Annotation::annotationType)
                        .noneMatch(type -> type.getPackageName().startsWith("jakarta.ws.rs")))
                .findFirst();
    }
}
