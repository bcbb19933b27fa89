"""The table of the rules, and the run over all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import dedent

from generator.model.checklist import Checklists
from generator.model.cross_check import CrossCheck
from generator.model.explanation import Explanation, RuleGroup
from generator.model.finding import Fault, Finding
from generator.model.portfolio import Portfolio
from generator.rules import (
    absent_group,
    altered_announcement,
    changed_after_close,
    clashing_name,
    commended_below_others,
    county_twice_in_decision,
    cycle_twice,
    duplicate_ballot,
    duplicate_entry,
    duplicate_key,
    duplicate_name,
    duplicate_number,
    entry_after_close,
    entry_outside_period,
    entry_without_proof,
    executable_in_change,
    exempted_personal_data,
    exposed_ballots,
    foreign_link,
    inexact_quantity,
    late_change,
    ledger_short_of_claim,
    link_in_change,
    log_date_too_early,
    misformed_heading,
    misformed_key,
    misnamed_archive,
    misnamed_log,
    missing_announcement,
    missing_attachment,
    missing_ballot,
    missing_grade,
    missing_key,
    missing_part,
    missing_ranks,
    missing_score,
    mistyped_attachment,
    no_ballots,
    orphan_announcement,
    other_cycle,
    oversized_file,
    path_outside_county,
    personal_data,
    plan_as_result,
    points_do_not_add_up,
    pupil_name,
    refused_attachment,
    rehearsal_among_ballots,
    repeated_attachment,
    repeated_event,
    score_off_step,
    score_over_maximum,
    similar_picture,
    stale_ballot,
    state_out_of_order,
    stray_file,
    submodule_in_change,
    undecided_tie,
    undescribed_picture,
    unexplained_rank,
    unfilled_part,
    unknown_citation,
    unknown_clause,
    unknown_county,
    unknown_in_ballot,
    unknown_in_decision,
    unknown_indicator,
    unknown_judge,
    unknown_key,
    unknown_name,
    unknown_part,
    unreadable_announcement,
    unreadable_ballot,
    unreadable_date,
    unreadable_decision,
    unreadable_file,
    unreadable_ledger,
    unreadable_quantity,
    unreadable_row,
    unreadable_value,
    unreadable_yaml,
    unsafe_name,
    unsearchable_attachment,
    unusable_ranks,
    unused_attachment,
    vetoed_yet_commended,
    wrong_commended_number,
    wrong_unit,
)
from generator.rules.rule import ComparingRule, FaultRule, Found, PortfolioRule
from generator.rules.subjects import SUBJECTS

FAULT_RULES: Mapping[str, FaultRule] = {
    "absent-group": absent_group,
    "altered-announcement": altered_announcement,
    "changed-after-close": changed_after_close,
    "clashing-name": clashing_name,
    "commended-below-others": commended_below_others,
    "county-twice-in-decision": county_twice_in_decision,
    "cycle-twice": cycle_twice,
    "duplicate-ballot": duplicate_ballot,
    "duplicate-key": duplicate_key,
    "duplicate-name": duplicate_name,
    "executable-in-change": executable_in_change,
    "exempted-personal-data": exempted_personal_data,
    "exposed-ballots": exposed_ballots,
    "late-change": late_change,
    "link-in-change": link_in_change,
    "log-date-too-early": log_date_too_early,
    "misformed-heading": misformed_heading,
    "misformed-key": misformed_key,
    "misnamed-archive": misnamed_archive,
    "misnamed-log": misnamed_log,
    "missing-announcement": missing_announcement,
    "missing-ballot": missing_ballot,
    "missing-grade": missing_grade,
    "missing-key": missing_key,
    "missing-ranks": missing_ranks,
    "missing-score": missing_score,
    "mistyped-attachment": mistyped_attachment,
    "no-ballots": no_ballots,
    "orphan-announcement": orphan_announcement,
    "other-cycle": other_cycle,
    "oversized-file": oversized_file,
    "path-outside-county": path_outside_county,
    "personal-data": personal_data,
    "pupil-name": pupil_name,
    "refused-attachment": refused_attachment,
    "rehearsal-among-ballots": rehearsal_among_ballots,
    "score-off-step": score_off_step,
    "score-over-maximum": score_over_maximum,
    "stale-ballot": stale_ballot,
    "state-out-of-order": state_out_of_order,
    "stray-file": stray_file,
    "submodule-in-change": submodule_in_change,
    "undecided-tie": undecided_tie,
    "unexplained-rank": unexplained_rank,
    "unknown-clause": unknown_clause,
    "unknown-county": unknown_county,
    "unknown-in-ballot": unknown_in_ballot,
    "unknown-in-decision": unknown_in_decision,
    "unknown-indicator": unknown_indicator,
    "unknown-judge": unknown_judge,
    "unknown-key": unknown_key,
    "unknown-name": unknown_name,
    "unknown-part": unknown_part,
    "unreadable-announcement": unreadable_announcement,
    "unreadable-ballot": unreadable_ballot,
    "unreadable-date": unreadable_date,
    "unreadable-decision": unreadable_decision,
    "unreadable-file": unreadable_file,
    "unreadable-ledger": unreadable_ledger,
    "unreadable-quantity": unreadable_quantity,
    "unreadable-row": unreadable_row,
    "unreadable-value": unreadable_value,
    "unreadable-yaml": unreadable_yaml,
    "unsafe-name": unsafe_name,
    "unsearchable-attachment": unsearchable_attachment,
    "unusable-ranks": unusable_ranks,
    "vetoed-yet-commended": vetoed_yet_commended,
    "wrong-commended-number": wrong_commended_number,
}

COUNTY_RULES: Mapping[str, PortfolioRule] = {
    "duplicate-entry": duplicate_entry,
    "duplicate-number": duplicate_number,
    "entry-after-close": entry_after_close,
    "entry-outside-period": entry_outside_period,
    "entry-without-proof": entry_without_proof,
    "foreign-link": foreign_link,
    "inexact-quantity": inexact_quantity,
    "ledger-short-of-claim": ledger_short_of_claim,
    "missing-attachment": missing_attachment,
    "missing-part": missing_part,
    "plan-as-result": plan_as_result,
    "repeated-event": repeated_event,
    "undescribed-picture": undescribed_picture,
    "unfilled-part": unfilled_part,
    "unknown-citation": unknown_citation,
    "unused-attachment": unused_attachment,
    "wrong-unit": wrong_unit,
}

COMPARING_RULES: Mapping[str, ComparingRule] = {
    "repeated-attachment": repeated_attachment,
    "repeated-event": repeated_event,
    "similar-picture": similar_picture,
}

ASSESSMENT_RULES: Mapping[str, PortfolioRule] = {
    "points-do-not-add-up": points_do_not_add_up,
}


def explanations() -> Mapping[str, Explanation]:
    """What each rule is about, by its code: the docstring of its module."""
    rules = {**FAULT_RULES, **COUNTY_RULES, **COMPARING_RULES, **ASSESSMENT_RULES}
    return {code: _explanation(rule.__doc__ or code) for code, rule in sorted(rules.items())}


def grouped_rules() -> tuple[RuleGroup, ...]:
    """What each rule is about, by its subject."""
    rules = explanations()
    return tuple(
        RuleGroup(title, {code: rules[code] for code in codes}) for title, codes in SUBJECTS.items()
    )


def _explanation(text: str) -> Explanation:
    """The paragraphs before the examples, each on one line; the examples as they stand."""
    words, _, right = text.partition("\n\nRight::\n\n")
    words, _, wrong = words.partition("\n\nWrong::\n\n")
    paragraphs = tuple(" ".join(one.split()) for one in words.strip().split("\n\n"))
    return Explanation(paragraphs, dedent(wrong).rstrip(), dedent(right).rstrip())


def explain_faults(faults: tuple[Fault, ...]) -> tuple[Finding, ...]:
    """Return a finding a fault, in the order of places."""
    found = (
        replace(
            _finding(fault.code, FAULT_RULES[fault.code].explain(fault)),
            edit=fault.edit,
            encoding=fault.encoding,
        )
        for fault in faults
    )
    return _in_order(found)


def check_assessment(portfolio: Portfolio) -> tuple[Finding, ...]:
    """Return what is wrong with the assessment itself, whatever the counties have put in."""
    return _in_order(_found(ASSESSMENT_RULES, portfolio, {}))


def check_counties(portfolio: Portfolio, checklists: Checklists) -> tuple[Finding, ...]:
    """Return what is wrong in the folders loaded, each by itself."""
    return _in_order(_found(COUNTY_RULES, portfolio, checklists))


def compare_counties(cross_checks: Sequence[CrossCheck]) -> tuple[Finding, ...]:
    """Return what the counties have in common, or with past cycles, that they should not."""
    return _in_order(
        _finding(code, found)
        for code, rule in COMPARING_RULES.items()
        for found in rule.compare(cross_checks)
    )


def _found(
    rules: Mapping[str, PortfolioRule], portfolio: Portfolio, checklists: Checklists
) -> Iterator[Finding]:
    for code, rule in rules.items():
        for found in rule.check(portfolio, checklists):
            yield _finding(code, found)


def _finding(code: str, found: Found) -> Finding:
    return Finding(
        code=code,
        severity=found.severity,
        place=found.place,
        message=found.message,
        fix=found.fix,
        edit=found.edit,
    )


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (one.place, one.code)))
