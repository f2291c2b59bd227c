// The one polite live region of the page (#live in base.html) and the sentences it may say.
const region = () => document.getElementById("live");

/** Says a sentence to a screen reader when it has finished what it is reading. */
export function say(sentence) {
  if (region() && sentence) region().textContent = sentence;
}

/** The translated sentence the server put on #live as data-<name>. */
export const sentence = (name) => region()?.dataset[name] ?? "";
