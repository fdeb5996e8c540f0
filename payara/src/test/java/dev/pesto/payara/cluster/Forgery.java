package dev.pesto.payara.cluster;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.ServiceTokens;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens that must open nothing, made from one that opens much: each differs from it in one thing. */
final class Forgery {
    private final SignedJWT genuine;
    private final RSAKey signing;
    private final RSAKey service;

    Forgery(String token, Path keys) throws ParseException {
        genuine = SignedJWT.parse(token);
        JWK first = KeyFiles.readSet(keys.resolve(KeyFiles.SIGNING)).getKeys().get(0);
        signing = first.toRSAKey();
        service = KeyFiles.readKey(keys.resolve(KeyFiles.ofService("balancer")));
    }

    /** By what is wrong with them, with the code of the refusal. */
    Map<String, String> tokens() throws JOSEException, ParseException {
        Date past = Date.from(Instant.now().minusSeconds(3600));
        RSAKey stranger = new RSAKeyGenerator(2048).keyID(signing.getKeyID()).generate();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("expired", signed(claims().expirationTime(past)));
        tokens.put(
                "not valid yet",
                signed(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(120)))));
        tokens.put("without expiry", signed(claims().expirationTime(null)));
        tokens.put("wrong issuer", signed(claims().issuer("pesto-2")));
        tokens.put("wrong audience", signed(claims().audience("pesto-api-2")));
        tokens.put("tampered", tampered());
        tokens.put("alg none", new PlainJWT(claims().build()).serialize());
        tokens.put(
                "another key under our key id", sign(header(JWSAlgorithm.RS256), claims(), new RSASSASigner(stranger)));
        tokens.put(
                "another key under no key id",
                sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .type(JOSEObjectType.JWT)
                                .build(),
                        claims(),
                        new RSASSASigner(stranger)));
        tokens.put(
                "unknown key id",
                sign(
                        new JWSHeader.Builder(header(JWSAlgorithm.RS256))
                                .keyID("nobody")
                                .build(),
                        claims(),
                        new RSASSASigner(signing)));
        tokens.put(
                "HMAC with the public key",
                sign(
                        header(JWSAlgorithm.HS256),
                        claims(),
                        new MACSigner(signing.toRSAPublicKey().getEncoded())));
        tokens.put("PS256", sign(header(JWSAlgorithm.PS256), claims(), new RSASSASigner(signing)));
        tokens.put("a service token", ServiceTokens.mint(service, "order", Instant.now()));
        tokens.put(
                "signed by a service",
                sign(
                        new JWSHeader.Builder(header(JWSAlgorithm.RS256))
                                .keyID(service.getKeyID())
                                .build(),
                        claims(),
                        new RSASSASigner(service)));
        tokens.put("no token at all", "nonsense");
        tokens.put("null for a head", headed("null"));
        tokens.put("a list for a head", headed("[]"));
        tokens.put("another text for a head", headed("{"));
        return tokens;
    }

    private JWTClaimsSet.Builder claims() throws ParseException {
        return new JWTClaimsSet.Builder(genuine.getJWTClaimsSet());
    }

    private JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(signing.getKeyID())
                .build();
    }

    private String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return sign(header(JWSAlgorithm.RS256), claims, new RSASSASigner(signing));
    }

    private static String sign(JWSHeader header, JWTClaimsSet.Builder claims, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims.build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    /** Our claims and signature below a head of any kind. */
    private String headed(String head) {
        String[] parts = genuine.serialize().split("\\.", -1);
        return Base64URL.encode(head) + "." + parts[1] + '.' + parts[2];
    }

    /** The claims of an admin under the signature of another. */
    private String tampered() throws JOSEException, ParseException {
        String[] parts = genuine.serialize().split("\\.", -1);
        String[] others =
                signed(claims().claim("groups", java.util.List.of("ADMIN"))).split("\\.", -1);
        String body = others[1].equals(parts[1])
                ? signed(claims().subject("0000000000001")).split("\\.", -1)[1]
                : others[1];
        return parts[0] + '.' + body + '.' + parts[2];
    }
}
