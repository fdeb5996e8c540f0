package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** What was taken at the door. */
public record CollectCash(@Valid @NotNull Money amount) {}
