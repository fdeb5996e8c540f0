package dev.pesto.commons.json;

import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Bean Validation on request records, told in JSON pointers. */
public final class Validation {

    private static final ValidatorFactory FACTORY =
            jakarta.validation.Validation.byDefaultProvider().configure().buildValidatorFactory();
    private static final Validator VALIDATOR = FACTORY.getValidator();

    static final Comparator<FieldError> BY_POINTER =
            Comparator.comparing(FieldError::pointer).thenComparing(FieldError::code);

    private Validation() {}

    /** Returns the record when all its constraints hold, else throws the 422 refusal. */
    public static <T> T check(T value) {
        List<FieldError> errors = errors(value);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return value;
    }

    /** The 422 refusal that names each violated member once, in the order of their pointers. */
    public static Refusal refusal(Collection<? extends ConstraintViolation<?>> violations) {
        return Refusal.invalid(errors(violations));
    }

    /** What of a record violates its constraints, in the order of their pointers. */
    static List<FieldError> errors(Object value) {
        return errors(VALIDATOR.validate(value));
    }

    private static List<FieldError> errors(Collection<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(v -> new FieldError(pointer(v), code(v), v.getMessage()))
                .distinct()
                .sorted(BY_POINTER)
                .toList();
    }

    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                pointer.append('/').append(name(node.getName(), violation.getLeafBean()));
            }
        }
        return pointer.toString();
    }

    /** The name in JSON of a member of the violated record, which may call it otherwise. */
    private static String name(String property, Object violated) {
        RecordComponent[] components = violated.getClass().getRecordComponents();
        return Stream.ofNullable(components)
                .flatMap(Arrays::stream)
                .filter(component -> component.getName().equals(property))
                .map(MemberFaults::name)
                .findFirst()
                .orElse(property);
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
