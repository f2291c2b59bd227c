// Everything here is extra: every page works without it. Each module listens on the document, so
// what htmx puts into the page later is covered too.
import * as copy from "./copy.js";
import * as counter from "./counter.js";
import * as details from "./details.js";
import * as drafts from "./drafts.js";
import * as menu from "./menu.js";
import * as print from "./print.js";
import * as session from "./session.js";
import * as submitOnce from "./submit-once.js";

document.documentElement.classList.add("has-script");
for (const module of [copy, counter, details, drafts, menu, print, session, submitOnce]) module.start();

if (document.querySelector("[hx-get], [hx-post]")) import("htmx.org");
