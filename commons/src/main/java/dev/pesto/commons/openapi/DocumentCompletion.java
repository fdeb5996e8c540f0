package dev.pesto.commons.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/** Adds to each operation what need not be written at each resource method, because it follows from what is. */
public final class DocumentCompletion implements OASFilter {

    static final String SCHEME = "bearer";
    private static final String BODY = "Body";
    private static final String NOT_BLANK = "\\S";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> complete(path, method, operation, schemas)));
        schemas.keySet().stream()
                .filter(name -> name.startsWith(BODY))
                .toList()
                .forEach(document.getComponents()::removeSchema);
        schemas.values().forEach(DocumentCompletion::anchor);
        SharedComponents.addTo(document);
    }

    private static void complete(String path, HttpMethod method, Operation operation, Map<String, Schema> schemas) {
        List<String> roles = roles(operation);
        operation.setSecurity(
                roles.isEmpty()
                        ? List.of()
                        : List.of(OASFactory.createSecurityRequirement().addScheme(SCHEME)));
        operation.addExtension("x-roles", roles);

        refuse(operation, "400", "malformed_json, invalid_parameter, invalid_path, bad_request");
        refuse(operation, "406", "not_acceptable");
        refuse(operation, "500", "internal_error");
        refuse(operation, "503", "unavailable, contention; Retry-After tells when to try again");
        if (!roles.isEmpty()) {
            refuse(operation, "401", "token_missing, token_invalid, token_expired, token_revoked");
            // In words too: x-roles is ours, and no tool shows it.
            refuse(operation, "403", "role_required: for " + String.join(", ", roles));
        }
        if (path.contains("{")) {
            refuse(operation, "404", "not_found");
        }
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setRequired(true);
            operation.getRequestBody().getContent().getMediaTypes().values().forEach(type -> unwrap(type, schemas));
            if (method == HttpMethod.PATCH) {
                asMergePatch(operation.getRequestBody().getContent(), schemas);
            }
            refuse(operation, "413", "body_too_large");
            refuse(operation, "415", "unsupported_media_type");
            refuse(operation, "422", "validation_failed");
            if (method == HttpMethod.PATCH) {
                head(operation.getResponses().getAPIResponse("415"), "Accept-Patch");
            }
        }
        if (operation.getParameters() != null) {
            operation.setParameters(operation.getParameters().stream()
                    .map(SharedComponents::shared)
                    .toList());
            operation.getParameters().forEach(parameter -> followFrom(parameter, method, operation));
        }
        APIResponse made = operation.getResponses().getAPIResponse("201");
        if (made != null) {
            head(made, "Location");
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.equals("200") && made != null) {
                // What a repetition finds has the form of what the first call made.
                response.setContent(made.getContent());
            }
            if (Integer.parseInt(status) >= 400) {
                asProblem(status, response);
            }
        });
    }

    /** The generator describes {@link dev.pesto.commons.json.Body} as a record of its fields; what the client sends is what it is read as. */
    private static void unwrap(MediaType type, Map<String, Schema> schemas) {
        String name = name(type.getSchema().getRef());
        if (name.startsWith(BODY)) {
            type.setSchema(schemas.get(name).getProperties().get("read"));
        }
    }

    private static String name(String ref) {
        return String.valueOf(ref).replaceFirst(".*/", "");
    }

    /** Constraints match the whole text, a schema's pattern any part of it, which is what the generator makes of NotBlank. */
    private static void anchor(Schema schema) {
        if (schema.getPattern() != null
                && !schema.getPattern().startsWith("^")
                && !schema.getPattern().equals(NOT_BLANK)) {
            schema.setPattern("^(?:" + schema.getPattern() + ")$");
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(DocumentCompletion::anchor);
        }
    }

    /** A record says what must be there after the patch; in the patch every member may be left out. */
    private static void asMergePatch(Content content, Map<String, Schema> schemas) {
        MediaType patch = content.getMediaType("application/json");
        content.addMediaType("application/merge-patch+json", patch);
        Schema schema = schemas.get(name(patch.getSchema().getRef()));
        List<String> kept = schema.getRequired() == null ? List.of() : schema.getRequired();
        schema.getProperties().forEach((name, member) -> {
            if (!kept.contains(name)) {
                member.setNullable(true);
            }
        });
        schema.setRequired(null);
        schema.setDescription(
                "JSON Merge Patch (RFC 7396): members left out stay as they are, null takes an optional one away.");
    }

    private static void followFrom(Parameter parameter, HttpMethod method, Operation operation) {
        APIResponses responses = operation.getResponses();
        switch (name(parameter.getRef())) {
            case "IfMatch" -> {
                refuse(operation, "412", "stale_version");
                refuse(operation, "428", "precondition_required");
                if (method != HttpMethod.DELETE) {
                    head(responses.getAPIResponse("200"), "ETag");
                }
            }
            case "IfNoneMatch" -> {
                responses.addAPIResponse(
                        "304", OASFactory.createAPIResponse().description("It is as it was when its ETag was read"));
                head(responses.getAPIResponse("200"), "ETag");
                head(responses.getAPIResponse("304"), "ETag");
            }
            case "IdempotencyKey" -> {
                APIResponse bad = responses.getAPIResponse("400");
                bad.setDescription(bad.getDescription() + ", idempotency_key_required");
                head(responses.getAPIResponse("201"), "Idempotent-Replayed");
            }
            case "After" -> {
                APIResponse bad = responses.getAPIResponse("400");
                bad.setDescription(bad.getDescription() + ", invalid_cursor");
                head(responses.getAPIResponse("200"), "Link");
            }
            default -> {}
        }
    }

    /** The generator writes the roles of a method as the scopes of its security, which only OAuth may have in a document. */
    private static List<String> roles(Operation operation) {
        List<String> roles = new ArrayList<>();
        if (operation.getSecurity() != null) {
            for (SecurityRequirement requirement : operation.getSecurity()) {
                roles.addAll(requirement.getSchemes().getOrDefault(SCHEME, List.of()));
            }
        }
        return roles;
    }

    private static void refuse(Operation operation, String status, String codes) {
        APIResponses responses = operation.getResponses();
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(codes));
        }
    }

    private static void asProblem(String status, APIResponse response) {
        response.setContent(OASFactory.createContent()
                .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Problem"))));
        Map<String, String> headers = Map.of("401", "WWW-Authenticate", "429", "Retry-After", "503", "Retry-After");
        if (headers.containsKey(status)) {
            head(response, headers.get(status));
        }
    }

    private static void head(APIResponse response, String name) {
        response.addHeader(name, OASFactory.createHeader().ref(name));
    }
}
