"""What may not happen to a customer: one module and one function for each."""

from collections.abc import Callable, Iterable

from dialogue_lint.checks.dead_ends import dead_ends
from dialogue_lint.checks.declared_endings import declared_endings
from dialogue_lint.checks.form_exits import form_exits
from dialogue_lint.checks.form_questions import form_questions
from dialogue_lint.checks.help_page_steps import help_page_steps
from dialogue_lint.checks.marketing import marketing
from dialogue_lint.checks.silent_turns import silent_turns
from dialogue_lint.checks.unanswered_intents import unanswered_intents
from dialogue_lint.checks.unanswered_questions import unanswered_questions
from dialogue_lint.checks.unfilled_slots import unfilled_slots
from dialogue_lint.checks.unhandled_choices import unhandled_choices
from dialogue_lint.checks.variations import variations
from dialogue_lint.checks.wrong_answers import wrong_answers
from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding

Check = Callable[[Dialogue], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    dead_ends,
    declared_endings,
    form_exits,
    form_questions,
    help_page_steps,
    marketing,
    silent_turns,
    unanswered_intents,
    unanswered_questions,
    unfilled_slots,
    unhandled_choices,
    variations,
    wrong_answers,
)
