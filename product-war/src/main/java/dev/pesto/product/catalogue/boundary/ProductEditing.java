package dev.pesto.product.catalogue.boundary;

import dev.pesto.commons.http.ClientAddress;
import dev.pesto.commons.http.ETags;
import dev.pesto.commons.identity.AdminTrail;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.commons.text.CardNumbers;
import dev.pesto.product.catalogue.control.DatabaseRefusals;
import dev.pesto.product.catalogue.control.StoredProducts;
import dev.pesto.product.catalogue.entity.Product;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.List;

/** Changes to one product, one after the other: the row is locked before its version is compared. */
@Stateless
public class ProductEditing {

    @PersistenceContext(unitName = "pesto-product")
    private EntityManager entities;

    @Inject
    private AdminTrail trail;

    @Inject
    private HttpServletRequest request;

    public ProductView edit(long id, long account, boolean admin, HttpHeaders headers, Body<EditProduct> patch) {
        Product product = locked(id, account, admin, headers);
        EditProduct wanted = patch.mergedInto(EditProduct.of(product.content()));
        CardNumbers.refuse("/description", wanted.description());
        if (product.isArchived()) {
            throw new Refusal(CatalogueRefusal.INVALID_TRANSITION, "An archived product stays as it is.")
                    .with("currentStatus", product.status())
                    .with("requested", wanted.status())
                    .with("allowed", List.of());
        }
        product.edit(wanted.content(), Instant.now());
        DatabaseRefusals.flush(entities);
        audit(admin, "PRODUCT_EDITED", account, product);
        return ProductView.of(product, StoredProducts.units(entities, id));
    }

    public void archive(long id, long account, boolean admin, HttpHeaders headers) {
        Product product = locked(id, account, admin, headers);
        product.archive(Instant.now());
        DatabaseRefusals.flush(entities);
        audit(admin, "PRODUCT_ARCHIVED", account, product);
    }

    /** Of what merchants do to their own, the product itself tells enough (R4.6). */
    private void audit(boolean admin, String action, long account, Product product) {
        if (admin) {
            trail.record(action, account, product.merchantId(), ClientAddress.of(request), Ids.format(product.id()));
        }
    }

    private Product locked(long id, long account, boolean admin, HttpHeaders headers) {
        Product product = DatabaseRefusals.told(() -> StoredProducts.lockedForChange(entities, id, account, admin));
        ProductView current = ProductView.of(product, StoredProducts.units(entities, id));
        // Sales change what is available and stand in nobody's way here: the version alone is compared.
        String version = product.version() + "-";
        ETags.requireMatch(headers, tag -> tag.startsWith(version), ETags.strong(current.entityTag()));
        return product;
    }
}
