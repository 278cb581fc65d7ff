// The demo shop's pages. The catalogue is a file, the cart lives in the browser, and nothing is ever bought:
// the shop is here so that the chat has somewhere to stand.

const CART = "harbour-and-pine:cart";
const DECLINED_CARD = /0002$/;
const DELIVERY = 490;
const FREE_DELIVERY = 8000;
const LATE_ORDER = "10027";
const UNPAID_ORDER = "10056";

const euros = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });
const price = (cents) => euros.format(cents / 100);
const find = (selector) => document.querySelector(selector);
const parameters = new URLSearchParams(location.search);

const pages = { home, product, search, cart, checkout, order };

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Tells the chat of a sign that somebody needs help. It counts, and mostly says nothing. */
async function showNeed(sign, about) {
  await customElements.whenDefined("deskbell-chat");
  window.deskbell.cue(sign, about);
}

async function loadProducts() {
  const response = await fetch("/shop/products.json");
  if (!response.ok) throw new Error(`the catalogue answered ${response.status}`);
  return response.json();
}

function readCart() {
  try {
    return JSON.parse(localStorage.getItem(CART)) ?? [];
  } catch {
    return [];
  }
}

function writeCart(lines) {
  localStorage.setItem(CART, JSON.stringify(lines));
  showCartSize();
}

function showCartSize() {
  const size = readCart().length;
  find("#cart-link").textContent = size ? `Cart (${size})` : "Cart";
}

function picture(item, className = "") {
  return make("img", { src: `/shop/pictures/${item.slug}.svg`, alt: "", width: 300, height: 260, className });
}

function tile(item) {
  const text = make("p", { textContent: `${price(item.price_cents)} · ${item.colour}` });
  const link = make(
    "a",
    { href: `/shop/product.html?item=${item.slug}` },
    picture(item),
    make("h2", {}, item.name),
    text,
  );
  return make("li", { className: "product" }, link);
}

function home(products) {
  const category = parameters.get("category");
  const shown = category ? products.filter((item) => item.category === category) : products.slice(0, 12);
  find("#products").append(...shown.map(tile));
  if (!category) return;
  find("h1").textContent = { shoes: "Shoes", bags: "Bags", clothing: "Clothing" }[category] ?? "Nothing here";
  for (const node of document.querySelectorAll(".home-only")) node.hidden = true;
  find(`nav a[href$="=${CSS.escape(category)}"]`)?.setAttribute("aria-current", "page");
}

function product(products) {
  const item = products.find((it) => it.slug === parameters.get("item"));
  find("#missing").hidden = item !== undefined;
  find("#product").hidden = item === undefined;
  if (!item) return;
  document.title = `${item.name} – Harbour & Pine`;
  find("#name").textContent = item.name;
  find("#price").textContent = price(item.price_cents);
  find("#summary").textContent = item.summary;
  find("#colour").textContent = `Colour: ${item.colour}`;
  find("#details").append(...item.details.map((line) => make("li", {}, line)));
  find("#picture").replaceWith(picture(item, "picture"));
  find("#size").append(...item.sizes.map((size) => new Option(size)));
  find("#add").addEventListener("submit", (event) => {
    event.preventDefault();
    writeCart([...readCart(), { slug: item.slug, size: find("#size").value }]);
    find("#added").replaceChildren(
      "It is in your cart. ",
      make("a", { href: "/shop/cart.html" }, "Go to the cart"),
    );
  });
  const others = products.filter((it) => it.category === item.category && it !== item);
  find("#others").append(...others.slice(0, 4).map(tile));
}

function search(products) {
  const words = (parameters.get("q") ?? "").toLowerCase().trim();
  find("#q").value = words;
  if (!words) return;
  const text = (item) => [item.name, item.category, item.colour, item.summary].join(" ").toLowerCase();
  const found = products.filter((item) => words.split(/\s+/).every((word) => text(item).includes(word)));
  find("#products").append(...found.map(tile));
  find("#found").textContent = found.length
    ? `${found.length} of ${products.length} products for “${words}”`
    : `Nothing found for “${words}”. Try a single word, such as “boot” or “navy”.`;
  if (!found.length) showNeed("search_empty");
}

function linesOf(products) {
  const lines = readCart().map(({ slug, size }) => ({ item: products.find((it) => it.slug === slug), size }));
  return lines.filter(({ item }) => item);
}

function cart(products) {
  const lines = linesOf(products);
  const total = lines.reduce((sum, { item }) => sum + item.price_cents, 0);
  find("#lines").replaceChildren(...lines.map((line, index) => cartLine(line, index, products)));
  find("#total").textContent = lines.length
    ? `Together ${price(total)}, ${deliveryOf(total)}.`
    : "Your cart is empty.";
  find("#go").hidden = find("#coupon").hidden = lines.length === 0;
  find("#coupon").onsubmit = rejectCoupon;
}

/** The demo has no codes that count. */
function rejectCoupon(event) {
  event.preventDefault();
  find("#refused").textContent = `We don't know the code “${find("#code").value}”.`;
  find("#code").focus();
  showNeed("coupon_rejected");
}

function deliveryOf(total) {
  return total >= FREE_DELIVERY ? "and delivery is free" : `plus ${price(DELIVERY)} for delivery`;
}

function cartLine({ item, size }, index, products) {
  const remove = make("button", { type: "button", className: "plain", textContent: "Remove" });
  remove.setAttribute("aria-label", `Remove ${item.name}`);
  remove.addEventListener("click", () => {
    writeCart(readCart().filter((_, at) => at !== index));
    cart(products);
    find("#total").focus();
  });
  const name = make("a", { href: `/shop/product.html?item=${item.slug}` }, item.name);
  const about = make(
    "div",
    {},
    make("p", {}, name),
    make("p", { className: "quiet" }, `Size ${size} · `, price(item.price_cents)),
  );
  return make("li", {}, picture(item, "picture"), about, remove);
}

function checkout(products) {
  const orderNumber = parameters.get("order") ?? undefined;
  find("#total").textContent = orderNumber ? `To pay: order ${orderNumber}` : toPay(products);
  find("#pay").addEventListener("submit", (event) => {
    event.preventDefault();
    const card = find("#card").value.replaceAll(/\D/g, "");
    const isDeclined = DECLINED_CARD.test(card);
    find("#declined").textContent = isDeclined ? "Your bank declined the payment. Nothing was charged." : "";
    if (isDeclined) {
      showNeed("payment_failed", { orderNumber });
      return find("#card").focus();
    }
    if (!orderNumber) writeCart([]);
    find("#pay").hidden = true;
    find("#total").textContent = "";
    find("#thanks").textContent = "Thank you. This is a demo: nothing is charged, and nothing is sent.";
  });
}

function toPay(products) {
  const total = linesOf(products).reduce((sum, { item }) => sum + item.price_cents, 0);
  return total ? `To pay: ${price(total)}` : "Your cart is empty. You can still try the form.";
}

function order() {
  const number = parameters.get("number") ?? "10042";
  find("#number").value = number;
  if (!/^\d{5}$/.test(number)) return;
  find("#which").textContent = `Order ${number}`;
  find("deskbell-chat").setAttribute("order-number", number);
  find("#unpaid").hidden = number !== UNPAID_ORDER;
  find("#late").hidden = number !== LATE_ORDER;
  if (number === LATE_ORDER) showNeed("order_overdue", { orderNumber: number });
}

async function start() {
  showCartSize();
  const page = pages[document.body.dataset.page];
  if (page) page(page === order ? [] : await loadProducts());
}

start();
