"""How it is asked which order is meant, and how those of a customer are listed."""

WHICH_NUMBER = (
    "What is the order number? It is in your confirmation e-mail.",
    "Which order is it? Your confirmation e-mail shows its number.",
    "So, back to your order. What is its number?",
    "And the number of the order?",
    "The number is still missing. What does your confirmation e-mail say?",
)
BY_ITS_NUMBER = (
    "By its day alone I can't find an order. The confirmation e-mail from back then shows its number: "
    "which one is it?",
    "I don't see your orders by their day, only by their number. What does the confirmation e-mail show?",
)
NO_NUMBER = (
    "By that alone I can't find an order. Its number is in the e-mail that we sent right after you ordered; "
    "search your mails for “order”. Without it, a person can look for the order by other details. "
    "Can you find the number?",
    "Without the number I can't look, but a person can: they find the order by other details. "
    "Shall one join?",
)
WHICH_OF_YOURS = (
    "Which order is it? These are your latest; any other number will do as well.",
    "And which of your orders is meant?",
    "Which one is it? You can also write its number.",
    "So, back to your order: which one?",
    "Which order shall I look at?",
)
WHICH_OF_THESE = (
    "Which order is it? It could be one of these; any other number will do as well.",
    "And which of these orders is meant?",
    "Which of these is it? You can also write another number.",
    "So, back to your order: which of these?",
    "Which of these shall I look at?",
)
YOUR_ORDERS = (
    "These are your latest orders: {orders}. Which one shall I look at?",
    "Your latest orders once more: {orders}. Which of them is it about?",
    "I see the same ones: {orders}. Which one would you like to know about?",
)
ORDERS_SO_FAR = (
    "These are the ones: {orders}. Which one shall I look at?",
    "They are still these: {orders}. Which of them is it about?",
)
ORDER_SO_FAR = (
    "There is one: {orders}. Shall I look at it?",
    "It is this one: {orders}. Is it about that?",
)
NONE_SO_FAR = (
    "As far as I can see, none of your orders is. If one should be, tell me its number, and I look at it.",
    "I still see none. A person can look with you.",
)
OLDER_ORDERS = (
    "Before those you ordered: {orders}. Which one shall I look at?",
    "And these are older: {orders}. Which of them is it about?",
)
NO_ORDERS = (
    "I see no orders in your account. If you ordered without signing in, which number does the "
    "confirmation e-mail show?",
    "Your account has no orders that I can see. Which number does the confirmation e-mail show?",
)
NOT_SIGNED_IN = (
    "I can't list orders of somebody whom I don't know: sign in to the shop and ask me again there, and I "
    "can. Or tell me an order number from a confirmation e-mail, and I look that one up. Which would you "
    "like?",
    "Only for customers who are signed in to the shop can I show their orders. "
    "Do you have an order number at hand? Then I can look at that one.",
    "Without signing in I can look at one order at a time, by its number. A person can find more for you.",
)
