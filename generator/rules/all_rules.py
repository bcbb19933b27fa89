"""The tables of the rules and of the wording, and the run over all rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from textwrap import dedent

from generator.model.checklist import Checklists
from generator.model.codes import Code
from generator.model.cross_check import Comparison
from generator.model.finding import Explanation, Fault, Finding, RuleGroup
from generator.model.portfolio import Portfolio
from generator.rules import (
    coarse_rounding,
    duplicate_entry,
    duplicate_number,
    entry_after_close,
    entry_outside_period,
    entry_without_proof,
    foreign_link,
    incomplete_statement,
    inexact_quantity,
    ledger_short_of_claim,
    missing_attachment,
    missing_part,
    one_proof_for_many,
    plan_as_result,
    points_do_not_add_up,
    rate_over_hundred,
    repeated_attachment,
    repeated_event,
    similar_picture,
    unanswered_return,
    undecided_not_applicable,
    undescribed_picture,
    unfilled_part,
    unknown_citation,
    unreachable_points,
    unsafe_link,
    unused_acceptance,
    unused_attachment,
    wrong_unit,
)
from generator.rules.rule import ComparingRule, PortfolioRule, Problem, Wording
from generator.rules.subjects import SUBJECTS
from generator.rules.wording import (
    announcement,
    attachments,
    ballots,
    changes,
    decision,
    files,
    handwritten,
    ledger,
    markup,
    parts,
    personal_data,
    rubric,
    scores,
    standing,
    states,
    yaml_values,
)

WORDING: Mapping[Code, Wording] = {
    **parts.WORDING,
    **ledger.WORDING,
    **markup.WORDING,
    **attachments.WORDING,
    **personal_data.WORDING,
    **files.WORDING,
    **handwritten.WORDING,
    **yaml_values.WORDING,
    **changes.WORDING,
    **rubric.WORDING,
    **states.WORDING,
    **ballots.WORDING,
    **scores.WORDING,
    **decision.WORDING,
    **standing.WORDING,
    **announcement.WORDING,
}
"""The words for the faults that loading, scoring and the check of a change raise."""

COUNTY_RULES: Mapping[Code, PortfolioRule] = {
    "duplicate-entry": duplicate_entry,
    "duplicate-number": duplicate_number,
    "entry-after-close": entry_after_close,
    "entry-outside-period": entry_outside_period,
    "entry-without-proof": entry_without_proof,
    "foreign-link": foreign_link,
    "incomplete-statement": incomplete_statement,
    "inexact-quantity": inexact_quantity,
    "ledger-short-of-claim": ledger_short_of_claim,
    "missing-attachment": missing_attachment,
    "missing-part": missing_part,
    "one-proof-for-many": one_proof_for_many,
    "plan-as-result": plan_as_result,
    "rate-over-hundred": rate_over_hundred,
    "repeated-event": repeated_event,
    "unanswered-return": unanswered_return,
    "undescribed-picture": undescribed_picture,
    "unfilled-part": unfilled_part,
    "unknown-citation": unknown_citation,
    "unsafe-link": unsafe_link,
    "unused-attachment": unused_attachment,
    "wrong-unit": wrong_unit,
}

COMPARING_RULES: Mapping[Code, ComparingRule] = {
    "repeated-attachment": repeated_attachment,
    "repeated-event": repeated_event,
    "similar-picture": similar_picture,
}

ASSESSMENT_RULES: Mapping[Code, PortfolioRule] = {
    "coarse-rounding": coarse_rounding,
    "points-do-not-add-up": points_do_not_add_up,
    "undecided-not-applicable": undecided_not_applicable,
    "unreachable-points": unreachable_points,
    "unused-acceptance": unused_acceptance,
}


def explanations() -> Mapping[Code, Explanation]:
    """What each rule is about, by its code: its text in the wording, or its module's docstring."""
    rules = {**COUNTY_RULES, **COMPARING_RULES, **ASSESSMENT_RULES}
    texts = {code: wording.explanation for code, wording in WORDING.items()}
    texts |= {code: rule.__doc__ or code for code, rule in rules.items()}
    return {code: _explanation(text) for code, text in sorted(texts.items())}


def grouped_rules() -> tuple[RuleGroup, ...]:
    """What each rule is about, by its subject."""
    rules = explanations()
    return tuple(
        RuleGroup(title, {code: rules[code] for code in codes}) for title, codes in SUBJECTS.items()
    )


def _explanation(text: str) -> Explanation:
    """The paragraphs before the examples, each on one line; the examples as they stand."""
    words, _, right = dedent(text).partition("\n\nRight::\n\n")
    words, _, wrong = words.partition("\n\nWrong::\n\n")
    paragraphs = tuple(" ".join(paragraph.split()) for paragraph in words.strip().split("\n\n"))
    return Explanation(paragraphs, dedent(wrong).rstrip(), dedent(right).rstrip())


def explain_faults(faults: tuple[Fault, ...]) -> tuple[Finding, ...]:
    """Return a finding for each fault, in the order of places."""
    findings = (
        replace(_finding(fault.code, WORDING[fault.code].problem(fault)), encoding=fault.encoding)
        for fault in faults
    )
    return _in_order(findings)


def check_assessment(portfolio: Portfolio) -> tuple[Finding, ...]:
    """Return what is wrong with the assessment itself, whatever the counties have put in."""
    return _in_order(_run_rules(ASSESSMENT_RULES, portfolio, {}))


def check_counties(portfolio: Portfolio, checklists: Checklists) -> tuple[Finding, ...]:
    """Return what is wrong in the folders loaded, each by itself."""
    return _in_order(_run_rules(COUNTY_RULES, portfolio, checklists))


def compare_counties(comparison: Comparison) -> tuple[Finding, ...]:
    """Return what the counties have in common, or with past cycles, that they should not."""
    return _in_order(
        _finding(code, problem)
        for code, rule in COMPARING_RULES.items()
        for problem in rule.compare(comparison)
    )


def _run_rules(
    rules: Mapping[Code, PortfolioRule], portfolio: Portfolio, checklists: Checklists
) -> Iterator[Finding]:
    for code, rule in rules.items():
        for problem in rule.check(portfolio, checklists):
            yield _finding(code, problem)


def _finding(code: Code, problem: Problem) -> Finding:
    return Finding(
        code=code,
        severity=problem.severity,
        place=problem.place,
        message=problem.message,
        fix=problem.fix,
        edit=problem.edit,
    )


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.place, finding.code)))
