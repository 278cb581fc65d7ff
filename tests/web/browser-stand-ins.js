// What the widget's files ask of a browser when they are loaded, for a Node that is none. Loaded before each test.

process.env.TZ = "UTC"; // of the visitor's clock
globalThis.HTMLElement ??= class {};
globalThis.CSSStyleSheet ??= class {
  replaceSync() {}
};
globalThis.customElements ??= { define() {} };
globalThis.window ??= globalThis;
