package dev.pesto.payara.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is written down between commands. */
public record State(Plan plan, DatabaseFacts database, List<Member> members) {

    /** Where the database is; {@code embedded} says that it is ours to start and stop. */
    public record DatabaseFacts(String host, int port, String name, String vendor, boolean embedded) {}

    State with(Member member) {
        List<Member> others = new ArrayList<>(members);
        others.removeIf(m -> m.name().equals(member.name()));
        others.add(member);
        return new State(plan, database, List.copyOf(others));
    }

    State with(DatabaseFacts facts) {
        return new State(plan, facts, members);
    }

    State without(String name) {
        return new State(
                plan,
                database,
                members.stream().filter(m -> !m.name().equals(name)).toList());
    }

    public Optional<Member> member(String name) {
        return members.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** Without those that have ended. */
    State living() {
        return new State(
                plan, database, members.stream().filter(Member::isAlive).toList());
    }

    public List<Member> of(Role role) {
        return members.stream().filter(m -> m.service().equals(role.service())).toList();
    }
}
