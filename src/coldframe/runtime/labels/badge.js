// <preview-badge feature="loyalty"></preview-badge>: the label of a preview feature.
//
// It shows what the page next to this script says (or the one in the attribute "src"), and
// nothing for a name that the page does not know. All text is set as text, never as HTML.
// Its look can be changed like that of any element: preview-badge { background: ... }.
(() => {
  "use strict";
  const page = new URL(".", document.currentScript.src).pathname.replace(/\/$/, "");
  const answers = new Map(); // one request per page, however many badges there are

  function features(address) {
    if (!answers.has(address)) {
      const asked = fetch(address, { headers: { Accept: "application/json" } }).then((answer) => {
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        return answer.json();
      });
      answers.set(address, asked.then((found) => found.features));
      asked.catch(() => answers.delete(address)); // the next badge asks again
    }
    return answers.get(address);
  }

  class PreviewBadge extends HTMLElement {
    static observedAttributes = ["feature", "src"];

    connectedCallback() {
      this.show();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.show();
    }

    async show() {
      const name = this.getAttribute("feature");
      let found;
      try {
        const known = await features(this.getAttribute("src") || page);
        found = known.find((feature) => feature.name === name);
      } catch (error) {
        console.warn("preview-badge:", error);
      }
      if (name !== this.getAttribute("feature")) return; // it was changed meanwhile
      this.textContent = found ? found.label : "";
      this.hidden = !found;
      if (found) {
        this.title = found.sentence;
        this.setAttribute("role", "note");
        this.setAttribute("aria-label", found.sentence);
      }
    }
  }

  const look = new CSSStyleSheet(); // a sheet of its own needs no exception in a CSP
  // As small beside a heading as in a text, no higher than the line, and dark where the page says
  // that it is (color-scheme); browsers that do not know light-dark() keep the light colours.
  look.replaceSync(`:where(preview-badge:not([hidden])) {
    display: inline-block; padding: 0 0.6em; border: 1px solid #7a4b00; border-radius: 1em;
    background: #fff4d6; color: #5c3800; white-space: nowrap; vertical-align: middle;
    font: 600 clamp(0.6875rem, 0.75em, 0.875rem)/1.4 system-ui, sans-serif;
    border-color: light-dark(#7a4b00, #c98f2b); background: light-dark(#fff4d6, #3a2a08);
    color: light-dark(#5c3800, #ffd98a);
  }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, look];
  if (!customElements.get("preview-badge")) customElements.define("preview-badge", PreviewBadge);
})();
