"""Whatever the bot gives the customer to pick leads somewhere."""

from tests.dialogue_lint.sample_project import SampleProject

CODE = "actions/size_actions.py"
DOMAIN = "domain.yml"


def test_a_button_of_a_response_whose_intent_no_rule_answers_is_found(project: SampleProject):
    project.change(DOMAIN, "/ask_question{", "/ask_weather{")
    assert project.findings() == [
        (project.line_of(DOMAIN, "/ask_weather"), "Picking this means ask_weather, and no rule answers that.")
    ]


def test_a_button_in_code_whose_intent_no_rule_answers_is_found(project: SampleProject):
    code = "actions/speaking_action.py"
    project.change(code, '"ask_for_human"', '"ask_for_robot"')
    assert project.findings() == [
        (
            project.line_of(code, "ask_for_robot"),
            "Picking this means ask_for_robot, and no rule answers that.",
        )
    ]


def test_a_choice_of_the_worker_whose_intent_no_rule_answers_is_found(project: SampleProject):
    project.change("bot/replies.py", 'ChoiceMeaning("ask_for_human")', 'ChoiceMeaning("ask_for_robot")')
    assert project.findings() == [
        (
            project.line_of("bot/replies.py", "ask_for_robot"),
            "Picking this means ask_for_robot, and no rule answers that.",
        )
    ]


def test_a_button_that_gives_what_nothing_reads_is_found(project: SampleProject):
    project.change(CODE, 'faq_entry="returns")', 'colour="red")')
    assert project.findings() == [
        (project.line_of(CODE, 'colour="red"'), "Picking this gives colour, and nothing reads it.")
    ]


def test_a_button_that_leads_to_no_help_page_is_found(project: SampleProject):
    project.change(CODE, 'faq_entry="returns")', 'faq_entry="refunds")')
    assert project.findings() == [
        (
            project.line_of(CODE, 'faq_entry="refunds"'),
            "Picking this leads to the help page “refunds”, which isn't there.",
        )
    ]


def test_tables_of_next_steps_are_read_as_well(project: SampleProject):
    project.write(
        "actions/steps.py",
        '_FAQ_SLUGS = {\n    1: "returns",\n    2: "refunds",\n}\n'
        '_INTENTS = {3: "greet", 4: "ask_weather"}\n',
    )
    assert project.findings() == [
        ("actions/steps.py:3", "Picking this leads to the help page “refunds”, which isn't there."),
        ("actions/steps.py:5", "Picking this means ask_weather, and no rule answers that."),
    ]


def test_a_cue_that_opens_with_what_no_rule_answers_is_found(project: SampleProject):
    project.write("data/cues.yml", "payment_failed:\n  threshold: 2\n  opens:\n    intent: pay_again\n")
    assert project.findings() == [
        ("data/cues.yml:4", "Picking this means pay_again, and no rule answers that.")
    ]


def test_a_cue_that_opens_with_no_help_page_is_found(project: SampleProject):
    opens = "intent: ask_question, entities: {faq_entry: payment}"
    project.write("data/cues.yml", f"payment_failed:\n  opens: {{{opens}}}\n")
    assert project.findings() == [
        ("data/cues.yml:2", "Picking this leads to the help page “payment”, which isn't there.")
    ]
