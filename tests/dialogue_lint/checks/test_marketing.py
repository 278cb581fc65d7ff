"""The bot helps. It does not advertise."""

import pytest

from tests.dialogue_lint.sample_project import SampleProject

PAGE = "data/faq/returns.md"
NEWSLETTER = """\
---
title: How do I get the newsletter?
ask:
  - newsletter
tags: [newsletter]
next: [talk_to_person]
---

Sign up for the newsletter in your account.

## In other words

Open your account, choose Newsletter, and subscribe to it there.
"""


@pytest.mark.parametrize(
    "words",
    [
        "Don't miss out",
        "only today",
        "Hurry up",
        "limited-time",
        "best deals",
        "special offer",
        "20% off",
        "buy now",
        "You might also like",
        "check out our",
        "Rate us",
        "review your order",
        "leave a review",
        "How did I do",
        "Follow us",
        "Subscribe to",
        "sign up for our newsletter",
    ],
)
def test_a_response_that_advertises_is_found(project: SampleProject, words: str):
    project.change("domain.yml", "Hello! What can I help you with?", f"{words} and more. What is it?")
    assert project.findings() == [
        (project.line_of("domain.yml", words), f"“{words}” advertises, and nobody asked for that.")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "You can rate limits",
        "We got your order today",
        "To unsubscribe, follow the link",
        "It takes a great deal of time",
        "There is no hurry",
        "Your bank offers a code",
    ],
)
def test_plain_words_are_no_advertisement(project: SampleProject, words: str):
    project.change("domain.yml", "Hello! What can I help you with?", f'"{words}. What is it?"')
    assert project.findings() == []


def test_what_an_action_says_is_read_as_well_and_its_docstrings_are_not(project: SampleProject):
    code = "actions/size_actions.py"
    project.change(code, '"""What the sample says in code."""', '"""No “buy now” in here."""')
    project.change(code, 'f"You wear {size}."', 'f"You wear {size}. Buy now!"')
    assert project.findings() == [
        (project.line_of(code, "You wear"), "“Buy now” advertises, and nobody asked for that.")
    ]


def test_replies_and_cues_are_read_as_well(project: SampleProject):
    project.change("bot/replies.py", "I didn't understand that.", "Rate us.")
    project.write(
        "data/cues.yml", "cues:\n  search_empty:\n    text: Nothing found? Check out our best deals.\n"
    )
    assert project.findings() == [
        (project.line_of("bot/replies.py", "Rate us"), "“Rate us” advertises, and nobody asked for that."),
        ("data/cues.yml:3", "“Check out our” advertises, and nobody asked for that."),
        ("data/cues.yml:3", "“best deals” advertises, and nobody asked for that."),
    ]


def test_an_advertisement_in_a_help_page_is_found_on_its_line_also_across_lines(project: SampleProject):
    project.change(PAGE, "shop of the carrier.", "shop of the carrier.\nAnd sign up for\nour newsletter.")
    assert project.findings() == [
        (
            project.line_of(PAGE, "And sign up for"),
            "“sign up for our newsletter” advertises, and nobody asked for that.",
        )
    ]


def test_what_customers_ask_is_theirs(project: SampleProject):
    project.change(PAGE, "  - can I send it back\n", "  - can I send special offers back\n")
    assert project.findings() == []


def test_a_help_page_about_the_newsletter_may_explain_it(project: SampleProject):
    project.write("data/faq/newsletter.md", NEWSLETTER)
    assert project.findings() == []
    project.change("data/faq/newsletter.md", "in your account.", "in your account. Don't miss out!")
    assert project.findings() == [
        (
            project.line_of("data/faq/newsletter.md", "Don't miss out"),
            "“Don't miss out” advertises, and nobody asked for that.",
        )
    ]
