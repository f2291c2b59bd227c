// ical.js, the engine of Thunderbird: calendar on stdin, what lies between two instants as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [from, to] = process.argv.slice(2).map((text) => new Date(text));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));

for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

function* occurrences(event) {
  if (!event.isRecurring()) {
    yield event;
    return;
  }
  const starts = event.iterator();
  for (let start = starts.next(); start && start.toJSDate() < to; start = starts.next()) {
    yield event.getOccurrenceDetails(start);
  }
}

const seen = [];
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  for (const { startDate, endDate } of occurrences(event)) {
    const [start, end] = [startDate.toJSDate(), endDate.toJSDate()];
    if (end <= from || start >= to) continue;
    const status = component.getFirstPropertyValue("status");
    seen.push([start, end, event.uid, event.summary, status, event.sequence]);
  }
}
console.log(JSON.stringify(seen));
