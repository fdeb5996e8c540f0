package dev.pesto.product.catalogue.entity;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Text of one line, with something to see in it and no white space around it: two names that look alike are alike. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Constraint(validatedBy = SingleLine.Check.class)
public @interface SingleLine {

    String message() default "one line of text without white space around it is needed";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts null: presence is another constraint's. */
    class Check implements ConstraintValidator<SingleLine, String> {

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || isSingleLine(text);
        }

        private static boolean isSingleLine(String text) {
            return !text.isEmpty()
                    && !isSpace(text.codePointAt(0))
                    && !isSpace(text.codePointBefore(text.length()))
                    && text.codePoints().noneMatch(Check::breaksTheLine);
        }

        private static boolean isSpace(int c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c);
        }

        private static boolean breaksTheLine(int c) {
            int type = Character.getType(c);
            return type == Character.CONTROL
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
        }
    }
}
