package dev.pesto.commons.openapi;

import static org.eclipse.microprofile.openapi.OASFactory.createComponents;
import static org.eclipse.microprofile.openapi.OASFactory.createHeader;
import static org.eclipse.microprofile.openapi.OASFactory.createParameter;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;
import static org.eclipse.microprofile.openapi.OASFactory.createSecurityScheme;

import dev.pesto.commons.http.IdempotencyKey;
import dev.pesto.commons.http.MediaTypeFilter;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.problem.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What the documents of all WARs name alike. */
final class SharedComponents {

    private static final String ID = "0HZX4M7Q2V3KD";

    /** Names of the shared parameters by what they are in a request. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "If-Match",
            "IfMatch",
            "If-None-Match",
            "IfNoneMatch",
            IdempotencyKey.HEADER,
            "IdempotencyKey",
            "limit",
            "Limit",
            "after",
            "After");

    private SharedComponents() {}

    /** The shared description of a parameter that is only named at the method; any other one as it is. */
    static Parameter shared(Parameter parameter) {
        String name = PARAMETERS.get(String.valueOf(parameter.getName()));
        return name == null ? parameter : createParameter().ref(name);
    }

    static void addTo(OpenAPI document) {
        Components components = document.getComponents() == null ? createComponents() : document.getComponents();
        document.setComponents(components);
        components.setSecuritySchemes(Map.of(
                DocumentCompletion.SCHEME,
                createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description("An access token of POST /auth/tokens.")));
        addParameters(components);
        addHeaders(components);
        components.addSchema("Id", text("An opaque id, ordered by time", ID).pattern("^[0-9A-HJKMNP-TV-Z]{13}$"));
        components.addSchema(
                "TrackingId", text("The number of one parcel", "T-" + ID).pattern("^T-[0-9A-HJKMNP-TV-Z]{13}$"));
        components.addSchema("Next", text("Cursor of the next page, for after; absent on the last one", "b3BhcXVl"));
        components.addSchema("Problem", problem());
    }

    private static void addParameters(Components components) {
        components.addParameter(
                "IfMatch",
                header("If-Match", "The ETag that was read; another one by now is 412", "\"3\"")
                        .required(true));
        components.addParameter(
                "IfNoneMatch",
                header(
                        "If-None-Match",
                        "The ETag that is known; the answer is 304 while it is the present one",
                        "\"3\""));
        Parameter key = header(
                        IdempotencyKey.HEADER,
                        "New for each new request, the same for each repetition of one",
                        "order-2026-01-31-0001")
                .required(true);
        key.getSchema().minLength(1).maxLength(255).pattern("^[!-~]+$");
        components.addParameter("IdempotencyKey", key);
        components.addParameter(
                "Limit",
                query("limit", "How many on a page")
                        .schema(createSchema()
                                .type(SchemaType.INTEGER)
                                .minimum(BigDecimal.ONE)
                                .maximum(BigDecimal.valueOf(ListParameters.MAX_LIMIT))
                                .defaultValue(ListParameters.DEFAULT_LIMIT))
                        .example(20));
        components.addParameter(
                "After",
                query("after", "next of the page before; opaque, and good for the same filters and sort only")
                        .schema(createSchema().type(SchemaType.STRING).maxLength(2000)));
    }

    private static void addHeaders(Components components) {
        Map<String, Header> headers = new TreeMap<>();
        headers.put("ETag", header("A strong entity tag of this version", "\"3\""));
        headers.put("Location", header("The absolute address of what was made", null));
        headers.put("Link", header("The next page, rel=\"next\"; absent on the last one", null));
        headers.put(
                "Idempotent-Replayed",
                header("true when this answer tells what an earlier request with the key did", "true"));
        headers.put("WWW-Authenticate", header("The challenge of RFC 6750", "Bearer error=\"invalid_token\""));
        headers.put("Accept-Patch", header("The media types of a patch (RFC 5789)", MediaTypeFilter.PATCHES));
        headers.put("Retry-After", header("Seconds to wait", "1"));
        components.setHeaders(headers);
    }

    private static Schema problem() {
        Schema pointed = createSchema()
                .type(SchemaType.OBJECT)
                .addProperty("pointer", text("JSON pointer to the member, empty for the body", "/lines/0/quantity"))
                .addProperty("code", text("Stable name of the fault", "range"))
                .addProperty("detail", text("For people", "must be at least 1"))
                .required(List.of("pointer", "code", "detail"));
        return createSchema()
                .type(SchemaType.OBJECT)
                .description("A problem document (RFC 9457). Some codes have members of their own beside these.")
                .addProperty(
                        "type",
                        text("A page that explains the code", "/api/v1/problems/validation_failed")
                                .format("uri-reference"))
                .addProperty("title", text("The same for each occurrence", "The request makes no sense as it is"))
                .addProperty(
                        "status",
                        createSchema()
                                .type(SchemaType.INTEGER)
                                .minimum(BigDecimal.valueOf(400))
                                .maximum(BigDecimal.valueOf(599))
                                .example(422))
                .addProperty("detail", text("This occurrence", "/lines/0/quantity: must be at least 1"))
                .addProperty(
                        "instance",
                        text("Path of the request", "/api/v1/orders").format("uri-reference"))
                .addProperty(
                        "code",
                        text("Stable; what clients branch on", "validation_failed")
                                .pattern("^[a-z][a-z0-9_]*$"))
                .addProperty(
                        "traceId",
                        text("Under this the server's log tells more", "0af7651916cd43dd8448eb211c80319c")
                                .pattern("^[0-9a-f]{32}$"))
                .addProperty(
                        "errors",
                        createSchema()
                                .type(SchemaType.ARRAY)
                                .items(pointed)
                                .maxItems(Refusal.MOST_ERRORS)
                                .description(
                                        "With validation_failed: all members that are wrong by themselves, or the first 100; one that stands there twice or holds text that is none is named before the rest, and what depends on other members or on what is stored behind it"))
                .required(List.of("type", "title", "status", "detail", "instance", "code", "traceId"));
    }

    private static Parameter header(String name, String description, String example) {
        return createParameter()
                .name(name)
                .in(In.HEADER)
                .description(description)
                .schema(createSchema().type(SchemaType.STRING))
                .example(example);
    }

    private static Parameter query(String name, String description) {
        return createParameter().name(name).in(In.QUERY).description(description);
    }

    private static Header header(String description, String example) {
        Header header =
                createHeader().description(description).schema(createSchema().type(SchemaType.STRING));
        return example == null ? header : header.example(example);
    }

    private static Schema text(String description, String example) {
        return createSchema().type(SchemaType.STRING).description(description).example(example);
    }
}
