// The words of a session: heading, clock, message, meter, texts; and its end.

import { drawBreathing, drawMap } from "./map.js";

const SIGNS = { good: "✓", fix: "!" };

const element = (id) => document.getElementById(id);

function write(id, words) {
  const target = element(id);
  if (target.textContent !== (words ?? "")) target.textContent = words ?? "";
}

export function showNow(now) {
  const paused = now.phase === "paused";
  element("session").classList.toggle("paused", paused);
  write("heading", now.heading);
  element("clock").hidden = !now.clock;
  write("number", now.clock?.number);
  write("below", now.clock?.below);
  element("held").value = now.share;
  write("words", now.message);
  write("mark", SIGNS[now.mark]);
  element("mark").dataset.grade = now.mark ?? "";
  write("countdown", now.countdown);
  showMeter(now.meter);
  drawMap(element("map"), now.camera);
  drawBreathing(element("ring"), now.breathing);
  showTexts(now);
  write("toggle", now.by_person ? "Go on" : "Pause");
}

function showMeter(meter) {
  element("meter").hidden = !meter;
  if (!meter) return;
  write("meter-name", meter.name);
  write("meter-value", meter.value);
  element("meter-bar").value = meter.share;
  element("meter-bar").dataset.grade = meter.grade;
}

// What does not fit: the message is written smaller; then how the stretch is done is left out.
function showTexts({ message, how, next, note, clock, meter }) {
  const room = [innerWidth, innerHeight, !clock, !meter];
  const key = JSON.stringify([message, how, next, note, room]);
  const texts = element("texts");
  if (texts.dataset.key === key) return;
  texts.dataset.key = key;
  write("how", how);
  write("next", next);
  write("note", note);
  const boxes = [texts, element("panel")];
  const overflows = () => boxes.some((box) => box.scrollHeight > box.clientHeight);
  element("message").classList.remove("long");
  if (overflows()) element("message").classList.add("long");
  if (overflows()) write("how", "");
}

export function showSummary({ heading, parts, report, awaits_report: awaitsReport }) {
  write("summary-title", heading);
  element("parts").replaceChildren(...parts.map(partLine));
  element("waiting").hidden = !awaitsReport;
  element("report").hidden = !report;
  if (report) element("report").firstElementChild.href = report;
}

function partLine(part) {
  const line = document.createElement("li");
  line.className = part.complete ? "part-done" : "part-open";
  const words = document.createElement("p");
  words.className = "line";
  words.append(made("strong", part.name), made("span", `${part.held} held well, ${part.before}`));
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: part.share });
  bar.setAttribute("aria-label", `${part.name}: ${part.held}`);
  line.append(words, bar);
  if (part.corrected) line.append(made("p", `Corrected: ${part.corrected}`, "muted"));
  if (part.unjudged) line.append(made("p", part.unjudged, "muted"));
  return line;
}

function made(name, words, className = "") {
  return Object.assign(document.createElement(name), { textContent: words, className });
}
