package dev.pesto.product.catalogue.boundary;

import com.github.f4b6a3.tsid.Tsid;
import dev.pesto.commons.ids.Ids;
import dev.pesto.product.catalogue.control.DatabaseRefusals;
import dev.pesto.product.catalogue.control.StoredProducts;
import dev.pesto.product.catalogue.entity.FirstStock;
import dev.pesto.product.catalogue.entity.FirstStockEntry;
import dev.pesto.product.catalogue.entity.Product;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** A product, its stock and the first line of its ledger appear together or not at all. */
@Stateless
public class ProductCreation {

    @PersistenceContext(unitName = "pesto-product")
    private EntityManager entities;

    public ProductView create(long merchantId, CreateProduct request) {
        long id = Ids.next();
        // The time is the one in the id, so that lists, which are in the order of ids, are in the order of these times.
        Instant now = Tsid.from(id).getInstant();
        Product product = new Product(id, merchantId, request.content(), now);
        entities.persist(product);
        DatabaseRefusals.flush(entities);
        entities.persist(new FirstStock(id, request.stock()));
        entities.persist(new FirstStockEntry(Ids.next(), id, request.stock(), merchantId, now));
        DatabaseRefusals.flush(entities);
        return ProductView.of(product, StoredProducts.units(entities, id));
    }
}
