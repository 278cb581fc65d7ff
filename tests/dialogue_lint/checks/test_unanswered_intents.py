"""Whatever the customer may mean, a rule answers."""

from tests.dialogue_lint.sample_project import SampleProject


def test_an_intent_without_any_rule_is_found_once_for_each_place_to_answer_it(project: SampleProject):
    project.change("domain.yml", "  - greet\n", "  - greet\n  - ask_weather\n")
    line = project.line_of("domain.yml", "ask_weather")
    assert project.findings() == [
        (line, "No rule answers ask_weather while size_form is open, so the customer meets silence."),
        (line, "No rule answers ask_weather."),
    ]


def test_an_intent_that_only_a_form_answers_is_found(project: SampleProject):
    project.change("data/rules/all.yml", "intent: say_thanks", "intent: say_goodbye")
    assert project.findings() == [
        (project.line_of("domain.yml", "say_thanks"), "No rule answers say_thanks while no form is open.")
    ]


def test_an_intent_that_is_taught_and_not_declared_is_found_too(project: SampleProject):
    project.change("data/nlu/all.yml", "intent: greet", "intent: ask_weather")
    assert (
        project.line_of("data/nlu/all.yml", "ask_weather"),
        "No rule answers ask_weather.",
    ) in project.findings()


def test_a_story_answers_only_where_a_policy_learns_from_stories(project: SampleProject):
    project.change("domain.yml", "  - greet\n", "  - greet\n  - ask_weather\n")
    project.write(
        "data/stories/all.yml",
        "stories:\n  - story: customer asks for the weather\n    steps:\n      - intent: ask_weather\n"
        "      - action: utter_greet\n      - intent: ask_size\n      - action: size_form\n"
        "      - active_loop: size_form\n      - intent: ask_weather\n      - action: size_form\n",
    )
    assert len(project.findings()) == 2
    project.change("config.yml", "- name: RulePolicy", "- name: RulePolicy\n  - name: MemoizationPolicy")
    assert project.findings() == []
