package dev.pesto.commons.json;

import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Bean Validation on request records, told in JSON pointers. */
public final class Validation {

    private static final ValidatorFactory FACTORY =
            jakarta.validation.Validation.byDefaultProvider().configure().buildValidatorFactory();
    private static final Validator VALIDATOR = FACTORY.getValidator();

    private Validation() {}

    /** Returns the record when all its constraints hold, else throws the 422 refusal. */
    public static <T> T check(T value) {
        Set<ConstraintViolation<T>> violations = VALIDATOR.validate(value);
        if (!violations.isEmpty()) {
            throw refusal(violations);
        }
        return value;
    }

    /** The 422 refusal that names each violated member once, in the order of their pointers. */
    public static Refusal refusal(Collection<? extends ConstraintViolation<?>> violations) {
        List<FieldError> errors = violations.stream()
                .map(v -> new FieldError(pointer(v.getPropertyPath()), code(v), v.getMessage()))
                .distinct()
                .sorted(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::code))
                .toList();
        return Refusal.invalid(errors);
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }

    private static String code(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> "required";
            case "Size" -> "length";
            case "Min", "Max", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax" -> "range";
            case "Pattern", "Email" -> "format";
            default -> constraint.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        };
    }
}
