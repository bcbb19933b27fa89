"""What the pages call states, reasons and rules: sentences of the catalogue."""

from generator.model.checklist import CLAUSE_STATE_NAMES, ClauseState, Uncounted
from generator.model.disclosure import Disclosure
from generator.model.message import N_
from generator.model.open_data import FEED
from generator.model.state import State
from generator.pages.comparability import Difference

CLAUSE_STATES = CLAUSE_STATE_NAMES

STATE_NOTES = {
    State.SETUP: N_("Targets are being set; no county has begun to hand in evidence."),
    State.OPEN: N_(
        "The counties are handing in evidence for their targets; nothing is judged yet."
    ),
    State.CLOSED: N_("Evidence is no longer taken; judging comes next."),
    State.REVIEWING: N_("The judges are scoring independently."),
    State.DECIDING: N_("The leadership is deliberating; no result is announced yet."),
    State.PROPOSED: N_("The proposed result is open to objections."),
    State.FINAL: N_("The result has been announced."),
    State.AMENDED: N_("The result has been announced and amended."),
}

COUNTY_FACET, SECTION_FACET, STATE_FACET = N_("County"), N_("Section"), N_("State of a clause")
YEAR_FACET = N_("Year")
"""What a search can be narrowed to."""

CLAUSE_STATE_NOTES = {
    ClauseState.MET: N_("What is proven reaches the target"),
    ClauseState.UNPROVEN: N_("The ledger reaches the target, but too little of it is proven"),
    ClauseState.SHORT: N_("The ledger does not reach the target yet"),
    ClauseState.JUDGED: N_(
        "The notice names no number; the judges decide, the program says nothing"
    ),
    ClauseState.NOT_NAMED: N_("The notice names no target for this county; the judges decide"),
    ClauseState.NOT_APPLICABLE: N_(
        "The county lacks what the clause presupposes; nothing is asked"
    ),
}

HEATS = {
    "all": N_("all met"),
    "most": N_("half or more met"),
    "some": N_("less than half met"),
    "none": N_("none met"),
    "judged": N_("no number asked, to be judged"),
    "absent": N_("no evidence that counts"),
}
"""What the shades of a cell of the matrix mean; a darker one is a larger share."""

UNCOUNTED = {
    Uncounted.NOT_SUBMITTED: N_("the file is not submitted"),
    Uncounted.UNKNOWN_CLAUSE: N_("unknown clause"),
    Uncounted.UNKNOWN_CITATION: N_("the entry cited does not exist"),
    Uncounted.NO_DATE: N_("unreadable date"),
    Uncounted.OUTSIDE_PERIOD: N_("outside the period"),
    Uncounted.NO_QUANTITY: N_("unreadable quantity"),
    Uncounted.ABOUT: N_("inexact quantity"),
    Uncounted.WRONG_UNIT: N_("wrong unit"),
    Uncounted.DUPLICATE: N_("a duplicate"),
    Uncounted.SUPERSEDED: N_("a newer rate stands"),
}

DIFFERENCES = {
    Difference.ABSENT: N_("there is no such clause"),
    Difference.REWORDED: N_("the text is another"),
    Difference.UNIT: N_("the unit is another"),
    Difference.COMPARISON: N_("it is compared in another way"),
    Difference.TARGET: N_("the target is set in another way"),
    Difference.CONDITION: N_("it applies under another condition"),
    Difference.PART: N_("it is part of another clause"),
    Difference.PERIOD: N_("the period is another"),
    Difference.COUNTING: N_("the rules of counting are others"),
    Difference.CLAUSES: N_("the clauses are others"),
    Difference.POINTS: N_("the points are others"),
    Difference.SCORING: N_("the rules of scoring are others"),
}
"""Why figures of two years are not comparable."""

NOTICES = {
    State.PROPOSED: N_("Proposal"),
    State.FINAL: N_("Announcement"),
    State.AMENDED: N_("Amendment"),
}

CHANGED_FIELDS = {
    "commended": N_("Commended"),
    "veto": N_("Veto"),
    "veto.reason": N_("Reason of the veto"),
    "standing": N_("Everyday work"),
    "rank": N_("Rank"),
    "grade": N_("Grade"),
    "total": N_("Total"),
}

OPEN_RULES = {
    "judges": (
        N_("Who is a judge (“and others”)"),
        {"listed-groups": N_("only the groups that the notice lists")},
    ),
    "own-county-judge": (
        N_("A judge's scores for the judge's own county"),
        {"excluded": N_("do not count"), "counted": N_("count like all others")},
    ),
    "missing-score": (
        N_("A score is missing on a ballot"),
        {
            "refused": N_("no total until it is there"),
            "skipped": N_("left out of the mean"),
            "zero": N_("counts as zero"),
        },
    ),
    "absent-group": (
        N_("Nobody of a judge group has scored"),
        {
            "refused": N_("no total"),
            "reweighted": N_("its weight goes to the others in proportion"),
        },
    ),
    "trimming": (
        N_("Leaving out the highest and the lowest score"),
        {
            "none": N_("none is left out"),
            "items": N_("item by item"),
            "ballot-totals": N_("by the totals of ballots; equal ones share the loss"),
        },
    ),
    "score-step": (N_("Step of a score"), {}),
    "rounding": (
        N_("Rounding"),
        {
            "none": N_("no rounding"),
            "half-up": N_("half up"),
            "half-even": N_("half to even"),
        },
    ),
    "rounding-place": (
        N_("Where it is rounded"),
        {"total": N_("the total alone"), "group-mean": N_("the mean of each group")},
    ),
    "rounding-digits": (N_("Decimals kept"), {}),
    "ties": (
        N_("Equal points"),
        {"shared": N_("share a rank"), "decided": N_("are decided by the leadership")},
    ),
    "commended-number": (
        N_("How many counties are commended"),
        {"decided": N_("decided by the chair's meeting")},
    ),
    "late-submission": (
        N_("Late evidence"),
        {"refused": N_("is not taken"), "accepted": N_("is taken and marked")},
    ),
    "stale-ballot": (
        N_("Evidence changed after it was scored"),
        {"refused": N_("must be scored again"), "kept": N_("the score stands")},
    ),
    "period-from": (N_("First day of the period"), {}),
    "period-to": (N_("Last day of the period"), {}),
    "not-named": (
        N_("Counties that the notice does not name"),
        {"judged": N_("are judged"), "not-applicable": N_("are asked for nothing")},
    ),
    "not-applicable": (
        N_("Items that do not apply to a county"),
        {
            "judged": N_("are judged like all others"),
            "full-points": N_("count with full points, without being scored"),
            "excluded": N_(
                "are left out; the other items of the section are scaled up to its points"
            ),
        },
    ),
    "township-target": (
        N_("“At least 4 agricultural technology bodies in townships with farming”"),
        {
            "total": N_("in the county as a whole"),
            "per-township": N_("in each township, to be judged"),
        },
    ),
    "bonus-judges": (
        N_("Who scores the bonus items"),
        {"all-groups": N_("all judge groups")},
    ),
    "ballot-per": (
        N_("A ballot stands for"),
        {"person": N_("one person")},
    ),
    "vetoed-rank": (
        N_("A county with a veto"),
        {"none": N_("has no rank"), "kept": N_("keeps its rank")},
    ),
    "publicity-days": (
        N_("Working days a result is proposed before it is announced"),
        {"0": N_("it is not proposed")},
    ),
}
"""Each rule the notice leaves open: its question, and what its choices mean."""

_TABLES = {
    "targets": N_("The targets of each county"),
    "indicators": N_("Indicators: points and official text"),
    "checklists": N_("Checklists: each clause for each county"),
    "entries": N_("Ledgers: each entry of the submitted files"),
}
DATA_FILES = {
    "rubric.yaml": N_("All data of the method"),
    "counting.json": N_("How points and ranks are counted, for who checks them"),
    "verify.py": N_("The program that checks this site: Python, its standard library alone"),
    **{
        f"{name}.{form}": text for name, text in _TABLES.items() for form in ("csv", "xlsx", "json")
    },
    "results.csv": N_("The announced result: one figure a row"),
    "results.xlsx": N_("The announced result: one figure a row"),
    "results.json": N_("The newest announcement as it was issued"),
    "rules.json": N_("The rules that the newest announcement was counted by"),
    "datapackage.json": N_("Description of the data (Frictionless Data Package)"),
    FEED: N_("Feed of announcements (Atom)"),
}
"""What each file of open data holds; in Chinese the file's own title."""

DISCLOSURES = {
    Disclosure.COMMENDED: N_("the commended counties alone, no points"),
    Disclosure.GRADES: N_("grades"),
    Disclosure.TOTALS: N_("totals"),
    Disclosure.SECTIONS: N_("totals and the points of each section"),
    Disclosure.INDICATORS: N_("totals and the points of each section and indicator"),
}

WITHHELD = N_("withheld")

DISCLOSURE_NOTES = {
    Disclosure.COMMENDED: N_(
        "Only the commended counties are announced, no points, grades or ranks; "
        "they stand in the order of the notice."
    ),
    Disclosure.GRADES: N_(
        "Grades are announced, no points or ranks; the counties stand in the order of the notice."
    ),
    Disclosure.TOTALS: N_("Totals and ranks are announced, no points below the total."),
    Disclosure.SECTIONS: N_(
        "Totals, ranks and the points of each section are announced, no points of an indicator."
    ),
    Disclosure.INDICATORS: N_(
        "Totals, ranks and the points of each section and indicator are announced, "
        "no judge's own scores."
    ),
}

THEME_WORDS = {
    "search": N_("Search"),
    "search_key": N_("Search (key /)"),
    "here": N_("You are here"),
    "all": N_("All: {tab}"),
    "demonstration": N_("Demonstration data"),
    "confidential": N_("Confidential: for the assessment alone, not to be passed on"),
    "confidential_title": N_("[Confidential] "),
    "previous": N_("Previous page"),
    "next": N_("Next page"),
    "turn": N_("Previous and next page"),
    "beside": N_("County by county"),
    "beside_keys": N_("Change county with the keys ← and →"),
    "feed": N_("Notices of the assessment"),
    "untranslated": N_("This page has not been translated yet."),
    "footnote_back": N_("Back to footnote {} in the text"),
    "contact": N_("Contact"),
    "colon": N_(": "),
    "withheld": N_("Withheld"),
    "withheld_why": N_(
        "The text of this page is not shown: it may hold personal data, or could not be shown. "
        "The organiser's check says where."
    ),
    "missing": N_("There is no such page"),
    "missing_why": N_("The address may be wrong, or the content is not published yet."),
    "missing_way": N_("Please check the address, or start again from {home}."),
    "missing_home": N_("the home page of the site"),
}
"""What the theme's templates say, by the names that they use."""

PALETTE = {
    "(prefers-color-scheme)": N_("Switch to light"),
    "(prefers-color-scheme: light)": N_("Switch to dark"),
    "(prefers-color-scheme: dark)": N_("Follow the system"),
}
"""What the switch of the palette says for each scheme, where the configuration does not."""
