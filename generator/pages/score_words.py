"""What the script of the scoring page says, by the names that it uses; braces hold values."""

from generator.model.message import N_

SCORE_WORDS = {
    # The card.
    "no_card": N_(
        "This file is no card. Choose the file that the office gave you, such as L03.html, unchanged."
    ),
    "other_cycle": N_(
        "This card is of {cycle}; here {now} is scored. Ask the office for the right card."
    ),
    "other_rules": N_(
        "The rules are not those of this card (items, points, counties, or who scores what): the card or "
        "this copy of the site is out of date. Ask the office for a new one."
    ),
    # The tabs of the browser.
    "elsewhere": N_("Your scores are open in another window of this browser."),
    "go_on_here": N_("Go on here, and close them there"),
    "taken_elsewhere": N_(
        "These scores were locked, or are open in another window now. All of them are kept."
    ),
    "signed_elsewhere": N_("These scores were handed in from another window."),
    "reload": N_("Open again with the card"),
    # What is kept.
    "saving": N_("keeping …"),
    "saved": N_("kept {time}"),
    "not_saved": N_("NOT kept"),
    "begins": N_(
        "You begin with the first score. (If you have scored with this card before, go on in the browser "
        "and on the computer that you used then.)"
    ),
    "went_on": N_("You go on: {given} of {asked} scores are there, last kept {time}."),
    "understood": N_("Understood"),
    "damaged": N_(
        "What was kept last is damaged. The state before it, of {time}, was opened: please look "
        "through your last scores. The damaged one was put aside."
    ),
    "all_damaged": N_(
        "What was kept under this card is damaged and cannot be read. It was put aside and nothing of "
        "it is shown: please tell the office before you score again."
    ),
    "no_store": N_(
        "This window cannot keep anything (a private window, or storing is switched off): what you type "
        "is gone when it is closed. Please use an ordinary window."
    ),
    "full": N_(
        "The last scores are NOT kept: the disk or the browser's store is full. Leave this window open, "
        "make room, then press “Try again”."
    ),
    "save_failed": N_(
        "The last scores are NOT kept: the browser refused. Leave this window open and press “Try again”."
    ),
    "again": N_("Try again"),
    "rescue": N_("Save what there is as a file"),
    "unfinished": N_("unfinished"),
    "rehearsal": N_("Rehearsal: these scores make no real result."),
    "evidence_changed": N_(
        "Since you scored, the evidence has changed: {counties}. Look at it again; your scores stay as "
        "they are."
    ),
    "looked_again": N_("I have looked again"),
    "evidence_other": N_(
        "The evidence here is not that of the day your card was made: {counties}. Please tell the "
        "office; your ballot will say which one you saw."
    ),
    "comma": N_(", "),
    # The desk.
    "judge": N_("{judge}, {group}"),
    "lock": N_("Lock and leave"),
    "views": N_("Ways to score"),
    "view_item": N_("By item"),
    "view_county": N_("By county"),
    "view_all": N_("All scores"),
    "view_sign": N_("Hand in"),
    "progress_name": N_("Progress"),
    "progress": N_("{items}/{of} items done, {given}/{asked} scores"),
    "here": N_("{given}/{asked} scores, sum {sum}"),
    "official": N_("What the notice asks"),
    "keys": N_("Keys: Enter – next score; PageDown – on to the next; ↑ ↓ – one step more or less."),
    "previous_item": N_("Previous item"),
    "next_item": N_("Next item"),
    "pick_item": N_("Item"),
    "previous_county": N_("Previous county"),
    "next_county": N_("Next county"),
    "pick_county": N_("County"),
    "closed": N_("／ Not yours to score"),
    "score": N_("Score"),
    "less": N_("Less"),
    "more": N_("More"),
    "limit": N_("of {most}"),
    "limit_step": N_("of {most}, steps of {step}"),
    "no_number": N_("A number alone, such as 3.5"),
    "too_much": N_("At most {most}"),
    "off_step": N_("Steps of {step}"),
    "figures": N_("asked {target}, ledger {counted}, proven {proven}"),
    "short": N_("{missing} short"),
    "note": N_("Note (goes to the office with the ballot)"),
    "look": N_("See the evidence"),
    "evidence": N_("The evidence"),
    "evidence_of": N_("Evidence of"),
    "close": N_("Close the evidence"),
    "own_tab": N_("In a tab of its own"),
    # The grid and the paper.
    "item": N_("Item"),
    "most": N_("At most"),
    "sum": N_("Sum"),
    "subtotal": N_("Subtotal: {name}"),
    "grid_how": N_(
        "＿ is a score that is missing, ！ one that cannot be. Press one to go there. ／ is not yours to score."
    ),
    "paper": N_("{title}: score sheet of {judge} ({group})"),
    "paper_missing": N_("NOT finished: {missing} scores are missing."),
    "paper_sign": N_("Signature of the judge: ____________________   Date: ____________"),
    # Signing off.
    "sign_missing": N_("{missing} scores are missing or cannot be. Press one to go there:"),
    "changed_since": N_(
        "You changed scores after you had saved the ballot file: save it and print the sheet once more."
    ),
    "sign_blank": N_("{missing} scores are left empty. The rules allow it; is it meant?"),
    "sign_file": N_(
        "Save the ballot file {name}, and hand it to the office (USB stick, or their folder)."
    ),
    "filed": N_("Saved: {name}, in the folder for downloads."),
    "ended": N_("That was the last score: press “Hand in”."),
    "do_file": N_("Save the ballot file"),
    "sign_print": N_("Print the sheet of your scores, sign it, and hand it in too."),
    "do_print": N_("Print the sheet to sign"),
    "sign_delete": N_(
        "When the office has the file and says that it was received, delete your scores from this computer."
    ),
    "do_delete": N_("Delete from this computer"),
    "sure": N_("Has the office received the file? Your scores will be deleted from this computer."),
    "not_deleted": N_("The scores could not be deleted; please tell the office."),
    "done": N_("Done. Nothing of your scores is left in this browser."),
}
