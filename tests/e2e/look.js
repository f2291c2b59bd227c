// What is wrong with the page as it stands, one sentence each. Evaluated in the page by looks.py:
// asked is a list of the names below.
async (asked) => {
  const TARGET = 24; // px, WCAG 2.5.8
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const FOCUSABLE = `${CONTROLS}, [tabindex="0"]`;

  const seen = (it) => it.checkVisibility({ visibilityProperty: true }) && it.getClientRects().length;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const named = (it) => it.outerHTML.replace(/\s+/g, " ").slice(0, 160);

  /** Hidden from the eye only, with a label to press instead: a box of 1 px. */
  const isForEars = (it) => it.getBoundingClientRect().width <= 1;

  /** Where the words are that one sees. */
  const words = (it) => {
    const texts = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const found = [];
    while (texts.nextNode()) {
      if (isForEars(texts.currentNode.parentElement)) continue;
      range.selectNodeContents(texts.currentNode);
      found.push(...range.getClientRects());
    }
    return found;
  };

  /** Text stands on the same line, so the line decides how tall the target is. */
  const isInSentence = (it) => {
    if (!getComputedStyle(it).display.startsWith("inline")) return false;
    if (getComputedStyle(it).display !== "inline") return false;
    const around = (node) => node && (node.nodeType === Node.TEXT_NODE || node.nodeType === 1);
    const words = [...it.parentElement.childNodes]
      .filter((node) => node !== it && around(node))
      .map((node) => node.textContent.trim())
      .join("");
    return words.length > 0;
  };

  /** As large as what may be pressed: a box and the label around it, or beside it. */
  const sizes = (it) => [it, ...(it.labels ?? [])].map((one) => one.getBoundingClientRect());

  const checks = {
    scroll() {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      const wide = all("body *").filter((it) => it.getBoundingClientRect().right > clientWidth + 1);
      return wide.slice(0, 3).map((it) => `${scrollWidth - clientWidth} px too wide: ${named(it)}`);
    },

    /** The words of a control stand inside it, and inside the window. */
    words() {
      const { clientWidth } = document.documentElement;
      const isOutside = (it) => {
        const box = it.getBoundingClientRect();
        const end = Math.min(box.right, clientWidth) + 1;
        return words(it).some(({ left, right }) => left < box.left - 1 || right > end);
      };
      return all(CONTROLS).filter(isOutside).map((it) => `words outside: ${named(it)}`);
    },

    targets() {
      const small = all(CONTROLS).filter(
        (it) =>
          !isForEars(it) &&
          !isInSentence(it) &&
          !sizes(it).some(({ width, height }) => width >= TARGET - 0.5 && height >= TARGET - 0.5),
      );
      return small.map((it) => {
        const { width, height } = it.getBoundingClientRect();
        return `target of ${width.toFixed(0)} × ${height.toFixed(0)} px: ${named(it)}`;
      });
    },

    /** Enter in a field presses the form's first button: that must be the form's own. */
    enter() {
      const forms = all("form").filter((form) => form.querySelector("input:not([type=hidden])"));
      const first = forms.map((form) => [...form.elements].find((it) => it.type === "submit"));
      return forms.flatMap((form, i) => {
        const own = form.querySelector("[data-variant=primary]");
        if (!own || own === first[i] || first[i].matches("[aria-hidden]")) return [];
        return [`Enter presses ${named(first[i])} and not ${named(own)}`];
      });
    },

    /** Needs one press of Tab before, or the browser shows no focus. */
    focus() {
      const problems = [];
      for (const it of all(FOCUSABLE)) {
        if (it.disabled || it.closest("[inert]")) continue;
        it.focus();
        if (document.activeElement !== it) problems.push(`takes no focus: ${named(it)}`);
        else if (!showsFocus(it)) problems.push(`shows no focus: ${named(it)}`);
        it.blur();
      }
      return problems;
    },

    async axe() {
      const { violations } = await axe.run(document, {
        resultTypes: ["violations"],
        rules: { "target-size": { enabled: true } },
      });
      return violations.flatMap(({ id, impact, nodes }) =>
        nodes.map(({ html, failureSummary }) => {
          const why = failureSummary.split("\n").slice(1).join(" ").trim();
          return `${impact} ${id}: ${html.replace(/\s+/g, " ").slice(0, 200)} ${why}`;
        }),
      );
    },
  };

  function showsFocus(it) {
    const rings = [it, it.parentElement, it.closest("label"), ...(it.labels ?? [])].filter(Boolean);
    return rings.some((one) => {
      const style = getComputedStyle(one);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
  }

  const problems = [];
  for (const name of asked) problems.push(...(await checks[name]()));
  return problems;
};
