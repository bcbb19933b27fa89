"""Whether ballots, decision and rules are those that the log bound."""

import secrets

from generator.load.ballots.folder import SALT, PrivateFiles, read_salt
from generator.load.project import Project
from generator.model.decision import Decision
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.state import State
from generator.scoring.canonical import bound_ballots, bound_decision
from generator.usecases.tally_ballots import CountedBallots


def salt_of(private: PrivateFiles) -> tuple[bytes, dict[str, bytes]]:
    """The salt of the private folder, with its file where it is new."""
    salt = read_salt(private)
    if salt is not None:
        return salt, {}
    salt = secrets.token_bytes(32)
    return salt, {SALT: f"{salt.hex()}\n".encode()}


def refuse_unbound_ballots(project: Project, counted: CountedBallots) -> None:
    """Raise Refused where roster or ballots are not those that the log bound."""
    if project.log.state.rank < State.DECIDING.rank:
        return
    if not project.log.ballots:
        raise Refused(Message(_NOTHING_BOUND))
    salt = read_salt(counted.private)
    if salt is None:
        raise Refused(Message(_NO_SALT, {"file": f"{counted.private.folder.name}/{SALT}"}))
    if bound_ballots(counted.contest, salt) != project.log.ballots:
        raise Refused(Message(_OTHER_BALLOTS))


def are_other_ballots(project: Project, counted: CountedBallots) -> bool:
    """Whether the log bound others. Not where nothing says so, as in a rehearsal's folder."""
    salt, bound = read_salt(counted.private), project.log.ballots
    return bool(bound) and salt is not None and bound_ballots(counted.contest, salt) != bound


def refuse_other_basis(project: Project, counted: CountedBallots, decision: Decision) -> None:
    """Raise Refused where the decision rests on other ballots, rules or ranks."""
    log, basis = project.log, decision.basis
    if log.state.rank < State.DECIDING.rank:
        return
    ranks = {county.county: county.rank for county in counted.tally.counties}
    rules = log.rules.digest if log.rules else ""
    if basis is None or (basis.ballots, basis.rules, basis.ranks) != (log.ballots, rules, ranks):
        raise Refused(Message(_OTHER_BASIS))


def bind_decision(project: Project, private: PrivateFiles, decision: Decision) -> str:
    """The digest of the decision. Raises Refused where another one was announced."""
    log = project.log
    salt = read_salt(private)
    if salt is None:
        raise Refused(Message(_NO_SALT, {"file": f"{private.folder.name}/{SALT}"}))
    digest = bound_decision(decision, salt)
    if log.decision not in ("", digest):
        raise Refused(Message(_OTHER_DECISION))
    return digest


_NOTHING_BOUND = N_(
    "The log does not say on which ballots deliberation began. Delete its entry of deliberation, "
    'and run "taizhang state deciding" again.'
)
_NO_SALT = N_(
    "{file} is not there, or is not what this program wrote: without it nobody can tell whether the "
    "ballots are those on which deliberation began. Put it back from a copy; if it is lost, run "
    'taizhang record ballots-changed "the reason", and decide again.'
)
_OTHER_BALLOTS = N_(
    "Roster or ballots are not those that the log bound. Put them back as they were; or record the "
    'change with taizhang record ballots-changed "the reason", and decide again.'
)
_OTHER_BASIS = N_(
    "decision.yaml does not rest on the ballots and rules that the log bound (rests-on). Rename the "
    'file, run "taizhang decision" for a new form with the ranks of today, and decide again.'
)
_OTHER_DECISION = N_(
    "decision.yaml is not the decision that was announced. Put it back as it was; or record the "
    'change with taizhang record decision-changed "the reason".'
)
