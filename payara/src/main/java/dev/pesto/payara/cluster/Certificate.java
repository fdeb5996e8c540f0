package dev.pesto.payara.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A certificate for localhost that this machine signs for itself, with its key, in the one file that HAProxy reads. */
final class Certificate {
    private static final String ALIAS = "edge";

    private final Path directory;

    Certificate(Path directory) {
        this.directory = directory;
    }

    void create() throws IOException {
        Path pem = directory.resolve("pesto.pem");
        if (Files.exists(pem)) {
            return;
        }
        Path store = directory.resolve("edge.p12");
        Files.deleteIfExists(store);
        String password = Home.random();
        keytool(store, password);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            String text = block("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded())
                    + block(
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, password.toCharArray()).getEncoded());
            Files.createFile(pem, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(pem, text, StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IOException("keytool has written what Java cannot read", e);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private void keytool(Path store, String password) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Server.java().resolveSibling("keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "365",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        // Not as an argument, which everybody on this machine could read.
                        "-storepass:env",
                        "STORE_PASSWORD")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile());
        builder.environment().put("STORE_PASSWORD", password);
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Failure("keytool could not make a certificate: see " + directory.resolve("keytool.log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException(e);
        }
    }

    private static String block(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
