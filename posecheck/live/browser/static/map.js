// Two drawings beside the person: where the camera should stand, seen from above, and the breath.

const SVG = "http://www.w3.org/2000/svg";
const REACH = 32;
const GOOD = "#56b4e9";
const WARN = "#f0c828";
const MUTED = "#cdd0d4";
const ARROW_FROM_DEG = 25;
const GAPS_DEG = [14, 18];

function shape(name, attributes, words = null) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words !== null) made.textContent = words;
  return made;
}

// On a circle around the person, who looks up; positive angles are at their left.
function around(angleDeg, radius) {
  const angle = (angleDeg * Math.PI) / 180;
  return [-Math.sin(angle) * radius, -Math.cos(angle) * radius];
}

function cameraAt(angleDeg, colour, filled) {
  const [x, y] = around(angleDeg, REACH);
  const group = shape("g", { transform: `translate(${x} ${y}) rotate(${-angleDeg})`, stroke: colour });
  group.append(shape("rect", {
    x: -6, y: -8, width: 12, height: 9, "stroke-width": 1.6, fill: filled ? colour : "none",
  }));
  group.append(shape("path", { d: "M-2 1L2 1L4 5L-4 5Z", fill: colour }));
  if (filled) group.append(shape("path", { d: "M-3 6L-9 18M3 6L9 18", "stroke-width": 1, fill: "none" }));
  return group;
}

function arrow(fromDeg, turnDeg) {
  const way = Math.sign(turnDeg);
  const [start, end] = [fromDeg + way * GAPS_DEG[0], fromDeg + turnDeg - way * GAPS_DEG[1]];
  const radius = REACH + 4;
  const [[x1, y1], [x2, y2]] = [around(start, radius), around(end, radius)];
  const large = Math.abs(end - start) > 180 ? 1 : 0;
  const group = shape("g", { stroke: WARN, fill: "none", "stroke-width": 2.4 });
  const bend = `${radius} ${radius} 0 ${large} ${way > 0 ? 0 : 1}`;
  group.append(shape("path", { d: `M${x1} ${y1}A${bend} ${x2} ${y2}` }));
  const tip = shape("path", {
    d: "M0 -4L6 0L0 4Z", fill: WARN, stroke: "none",
    transform: `translate(${x2} ${y2}) rotate(${-end + (way > 0 ? 180 : 0)})`,
  });
  group.append(tip);
  return group;
}

export function drawMap(svg, hint) {
  svg.toggleAttribute("hidden", !hint);
  if (!hint) return;
  const parts = [
    shape("circle", { r: REACH, fill: "none", stroke: "#60626a", "stroke-width": 1.2 }),
    shape("ellipse", { rx: 11, ry: 4.5, fill: "none", stroke: "#fff", "stroke-width": 1.8 }),
    shape("circle", { r: 4.6, fill: "#fff" }),
    shape("circle", { cy: -5, r: 1.8, fill: "#fff" }),
  ];
  if (hint.seen_deg !== null) parts.push(cameraAt(hint.seen_deg, MUTED, false));
  if (hint.turn_deg !== null && Math.abs(hint.turn_deg) >= ARROW_FROM_DEG) {
    parts.push(arrow(hint.seen_deg, hint.turn_deg));
  }
  parts.push(cameraAt(hint.wanted_deg, GOOD, true));
  hint.words.forEach((words, line) => {
    const place = { y: 56 + line * 11, "text-anchor": "middle", fill: MUTED, "font-size": 9.5 };
    parts.push(shape("text", place, words));
  });
  svg.replaceChildren(...parts);
}

export function drawBreathing(svg, breathing) {
  svg.toggleAttribute("hidden", !breathing);
  if (!breathing) return;
  const radius = 25 + 21 * breathing.fullness;
  svg.replaceChildren(
    shape("circle", { r: 47, fill: "rgb(18 20 24 / 60%)", stroke: "#60626a", "stroke-width": 3 }),
    shape("circle", { r: radius, fill: "#8ccdf0", stroke: "#121418", "stroke-width": 1.5 }),
    shape("text", {
      y: 8, "text-anchor": "middle", fill: "#121418", "font-size": 24, "font-weight": 700,
    }, breathing.word),
  );
}
