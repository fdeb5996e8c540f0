package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("R8 HAProxy is found where it can be run; where it is absent, one line tells how to get it")
    void haproxy() throws Exception {
        Path place = directory.resolve("haproxy");
        assertThat(Program.HAPROXY.find("/nowhere:" + directory)).isEmpty();
        Files.createFile(place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        assertThat(Program.HAPROXY.find("/nowhere:" + directory)).isEmpty();
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Program.HAPROXY.find("/nowhere:" + directory)).contains(place.toString());
        assertThat(Program.HAPROXY.absent())
                .hasMessage("haproxy is not installed: install it (Debian: apt install haproxy)");
    }
}
