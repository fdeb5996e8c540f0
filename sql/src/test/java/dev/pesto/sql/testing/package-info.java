/**
 * Integration tests of a WAR: Arquillian with a managed Payara Micro, the embedded database, keys of the test.
 *
 * <p>A module with {@code src/main/webapp/WEB-INF/beans.xml} has all of this from the parent POM (profile server-tests) and declares
 * nothing. A test is a class whose name ends in {@code IT}:
 *
 * <pre>{@code
 * @OnPayara
 * class AddressesIT {
 *     @Test
 *     void refusesStrangers() {
 *         assertThat(Server.get("/api/v1/users/me/addresses").status()).isEqualTo(401);
 *     }
 * }
 * }</pre>
 *
 * <ol>
 *   <li>R1 The WAR is deployed once for all test classes of a run, under the context root that it has in production.
 *   <li>R2 Every port is free at start and bound to 127.0.0.1, so modules can be tested at the same time.
 *   <li>R3 {@link dev.pesto.sql.testing.Server} sends requests as the balancer would, with a service token, unless told otherwise.
 *   <li>R4 {@link dev.pesto.sql.testing.Tokens} makes access tokens for anybody; {@link dev.pesto.sql.testing.TestDatabase} writes
 *       rows that belong to other WARs.
 * </ol>
 *
 * <p>More configuration keys for the WAR: system property {@code pesto.test.configuration}, as {@code -Dkey=value -Dkey=value}.
 * The log of the server goes to the console of the run with {@code -Dpayara.consoleOutput=true}.
 */
package dev.pesto.sql.testing;
