"""Terms about visits: who is served, how late, by whom, with what, and how much changes.

Every variable is only pushed down: a term is exact in the least plan, and never below its value.
"""

from __future__ import annotations

from ortools.sat.python.cp_model import IntVar

from matcher.engines.exact.crews import faces
from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import Program


def coverage(program: Program) -> Linear:
    """Sum over unmet visits of the weight of their priority."""
    rows = program.scope.rows
    return sum(
        rows.need[rows.visit[visit].need].weight * (1 - row.served)
        for visit, row in enumerate(program.visits)
    )


def fairness(program: Program) -> Linear:
    """Give the worst community's share of unmet visits, in thousandths rounded up."""
    scope, model = program.scope, program.model
    served: dict[int, list[IntVar]] = {}
    for visit, row in enumerate(program.visits):
        community = scope.rows.need[scope.rows.visit[visit].need].community
        served.setdefault(community, []).append(row.served)
    worst = model.new_int_var(0, 1000, "fairness")
    for literals in served.values():
        model.add(len(literals) * worst >= 1000 * (len(literals) - sum(literals)))
    return worst


def continuity(program: Program) -> Linear:
    """Sum over needs of new faces."""
    scope, model = program.scope, program.model
    total: Linear = 0
    for number, need in enumerate(scope.rows.need):
        if need.visit_first == need.visit_stop:
            continue
        known = set(scope.arrays.link[need.history_first : need.history_stop].tolist())
        first = scope.rows.visit[need.visit_first]
        crew = first.member_stop - first.member_first
        if need.has_history:
            comes = faces(program, number)
            total += sum(face for helper, face in comes.items() if helper not in known)
        elif need.visit_stop - need.visit_first > 1:
            comes = faces(program, number)
            if len(comes) > crew:
                beyond = model.new_int_var(0, len(comes) - crew, f"faces[{number}]")
                model.add(beyond >= sum(comes.values()) - crew)
                total += beyond
    return total


def _by_candidate(program: Program, field: str) -> Linear:
    rows, total = program.scope.rows, 0
    for (task, shift), literal in program.takes.items():
        role = rows.role[program.scope.tasks[task].role]
        for entry in rows.candidate[role.candidate_first : role.candidate_stop]:
            if entry.shift == shift and getattr(entry, field):
                total += getattr(entry, field) * literal
    return total


def preferences(program: Program) -> Linear:
    """Sum over crew members of wishes not kept."""
    return _by_candidate(program, "wishes")


def tier(program: Program) -> Linear:
    """Sum over crew members of the position of their kind in the role's list of kinds."""
    return _by_candidate(program, "tier")


def no_shows(program: Program) -> Linear:
    """Sum over crew members of the visit's weight x the chance of not turning up."""
    rows, total = program.scope.rows, 0
    for (task, shift), literal in program.takes.items():
        need = rows.need[rows.role[program.scope.tasks[task].role].need]
        absent = rows.helper[rows.shift[shift].helper].absent
        if need.weight * absent:
            total += need.weight * absent * literal
    return total


def shortfall(program: Program) -> Linear:
    """Sum over resource lines of served visits of ceil(100 x missing / asked)."""
    scope, model = program.scope, program.model
    total: Linear = 0
    for number, ask in enumerate(scope.rows.ask):
        line = scope.rows.line[ask.line]
        if line.whole or line.quantity == 0 or scope.starts[ask.visit].is_empty():
            continue
        draws = [d for d in range(ask.draw_first, ask.draw_stop) if d in program.draws]
        given = sum(program.draws[draw].given for draw in draws)
        percent = model.new_int_var(0, 100, f"short[{number}]")
        missing = line.quantity * program.visits[ask.visit].served - given
        model.add(line.quantity * percent >= 100 * missing)
        total += percent
    return total


def disruption(program: Program) -> Linear:
    """Sum over published visits of their weight x changes to what people were told."""
    scope, model = program.scope, program.model
    total: Linear = 0
    for visit, entry in enumerate(scope.rows.visit):
        if entry.published_start < 0:
            continue
        row = program.visits[visit]
        told = scope.arrays.link[entry.published_first : entry.published_stop].tolist()
        takes = program.takes_by_helper(visit)
        stays = model.new_bool_var(f"stays[{visit}]")
        model.add_implication(stays, row.served)
        model.add(row.start == entry.published_start).only_enforce_if(stays)
        changes: Linear = 1 - stays
        for helper in told:
            comes = model.new_bool_var(f"comes[{visit},{helper}]")
            model.add(comes <= sum(takes.get(helper, [])))
            changes += 1 - comes
        total += entry.published_weight * changes
    return total
