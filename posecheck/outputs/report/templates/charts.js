"use strict";
// Charts over time: a curve with its target band, its limits, and a strip that shows the verdicts.

const AXIS_PX = 52, RIGHT_PX = 18, STRIP_PX = 12, PLOT_PX = 104, TIME_AXIS_PX = 30;
// By the code of a verdict (report/track.py): its colour and the height of its part of the strip,
// so that the strip can be read without colours.
const STRIP = { 2: ["--strip-good", 0.35], 3: ["--strip-borderline", 0.6], 4: ["--strip-fix", 1] };

const SOFT = "2b"; // the opacity of where the true values may lie, in hexadecimal

// The style sheet makes charts this wide on paper, which scripts cannot measure in advance.
const PAPER_PX = 675, PAPER_PLOT_PX = 64;
const onPaper = () => matchMedia("print").matches;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function clock(seconds) {
  const tenths = Math.round(Math.abs(seconds) * 10);
  const sign = seconds < 0 && tenths ? "−" : "";
  return `${sign}${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}.${tenths % 10}`;
}

const day = (seconds) => new Date(seconds * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
const eachOnce = (words, i, all) => (words === all[i - 1] ? "" : words);

function limits([low, high], unit) {
  const words = (value) => String(value).replace("-", "−");
  if (low !== null && high !== null) return `${words(low)} to ${words(high)}${unit}`;
  if (high !== null) return `at most ${words(high)}${unit}`;
  return low === null ? "" : `at least ${words(low)}${unit}`;
}

function withUnit(value, unit, off = 0) {
  if (value === null || value === undefined) return "–";
  const digits = unit === "°" ? 0 : Math.abs(value) < 0.1 ? 3 : Math.abs(value) < 10 ? 2 : 1;
  return `${+value.toFixed(digits)}${off ? ` ± ${off}` : ""}${unit}`.replace("-", "−");
}

// The index of the last x that is not later than a moment; -1 before the first.
function indexAt(xs, moment) {
  let low = 0, high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= moment) low = middle + 1; else high = middle;
  }
  return low - 1;
}

// The limits over time, each from its moment on, the first from the start; most charts have one.
const over = (spec) => spec.limits ?? [spec];

// The limits of the verdict first, and others that held for a while.
function targetWords(spec) {
  const targets = new Set([spec, ...over(spec)].map(({ good }) => limits(good, spec.unit)).filter(Boolean));
  return targets.size ? `target ${[...targets].join(", for a while ")}${spec.note ? ` (${spec.note})` : ""}` : "";
}

// Where the true values of a curve may lie: its lower and its upper end.
const ends = ({ y, off }) => (off ? [-1, 1].map((sign) => y.map((value, i) => value === null ? null : value + sign * off[i])) : []);

// The range of all curves and finite limits, with a margin. spec.least: the least that it spans, so
// that a trifle does not look like a change; spec.top: what no value is above.
function heights(spec) {
  const edges = over(spec).flatMap(({ good, fix }) => [...good, ...fix]);
  const known = [...spec.curves.flatMap((curve) => [...curve.y, ...ends(curve).flat()]), ...edges].filter((y) => y !== null);
  let low = known.reduce((a, b) => Math.min(a, b)), high = known.reduce((a, b) => Math.max(a, b));
  const lacking = Math.max(0, (spec.least ?? 0) - (high - low));
  high = Math.min(high + lacking / 2, spec.top ?? Infinity);
  low = Math.min(low, high - (spec.least ?? 0));
  const room = (high - low || 1) * 0.07;
  return [low - room, high + room];
}

function drawLimits(plot, { good: [low, high], fix }, start, end) {
  const { ctx, bbox } = plot;
  const at = (y, end) => Math.min(bbox.top + bbox.height, Math.max(bbox.top, y === null ? end : plot.valToPos(y, "y", true)));
  if (low !== null || high !== null) {
    const top = at(high, bbox.top), bottom = at(low, bbox.top + bbox.height);
    ctx.fillRect(start, top, end - start, bottom - top);
  }
  for (const limit of fix) {
    if (limit === null) continue;
    ctx.beginPath();
    ctx.moveTo(start, at(limit));
    ctx.lineTo(end, at(limit));
    ctx.stroke();
  }
}

function drawBand(plot, spec) {
  const { ctx, bbox } = plot, all = over(spec), end = bbox.left + bbox.width;
  const at = (x) => Math.min(end, Math.max(bbox.left, plot.valToPos(x, "x", true)));
  ctx.save();
  ctx.fillStyle = colour("--good-soft");
  ctx.strokeStyle = colour("--fix");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  all.forEach((one, i) => drawLimits(plot, one, i ? at(one.from) : bbox.left, i + 1 < all.length ? at(all[i + 1].from) : end));
  ctx.restore();
}

// Strips are stacked above the plot, the last one next to it.
function drawStrip(plot, runs, above) {
  const { ctx, bbox } = plot;
  const height = (STRIP_PX - 2) * devicePixelRatio, bottom = bbox.top - (2 + above * STRIP_PX) * devicePixelRatio;
  ctx.save();
  for (const [start, end, code] of runs) {
    if (!(code in STRIP)) continue;
    const [name, share] = STRIP[code];
    const left = Math.max(bbox.left, plot.valToPos(start, "x", true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(end, "x", true));
    if (right <= left) continue;
    ctx.fillStyle = colour(name);
    ctx.fillRect(left, bottom - height * share, Math.max(right - left, devicePixelRatio), height * share);
  }
  ctx.restore();
}

// spec: {title, unit, good, curves: [{x, y, off, clip}], strips: [[[start, end, code]]], words}, fix or
// limits: [{from, good, fix}], and for some {note, least, top, better}: see targetWords and heights;
// better says that higher is better. x in seconds, y null where unknown, off (for some) how far off
// each y may be, clip its number where a curve is not drawn beside that of the clip before. span:
// [start, end] in seconds. dates: x is a date, not a clip's time.
// Returns {plot, mark(moment)}.
function timeChart(host, spec, span, { last, onPick, sync, dates = false }) {
  const box = host.appendChild(document.createElement("div"));
  box.className = "chart";
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", spec.words);
  const head = box.appendChild(document.createElement("div"));
  head.className = "chart-head";
  const now = Object.assign(document.createElement("span"), { className: "now" });
  head.append(
    Object.assign(document.createElement("b"), { textContent: spec.title }), now,
    Object.assign(document.createElement("span"), { className: "target", textContent: spec.better ? "↑ better" : "" }),
    Object.assign(document.createElement("span"), { className: "target", textContent: targetWords(spec) }),
  );
  const width = () => (onPaper() ? PAPER_PX : Math.max(200, box.clientWidth));
  const stripsPx = STRIP_PX * Math.max(1, spec.strips.length);
  const height = () => stripsPx + (onPaper() ? PAPER_PLOT_PX : PLOT_PX) + (last ? TIME_AXIS_PX : 0);
  const isOther = spec.curves.map((curve, number) => Boolean(curve.clip ?? number));
  const inks = isOther.map((other) => () => colour(other ? "--other" : "--curve"));
  const series = spec.curves.map((curve, number) => ({
    stroke: inks[number], width: 1.6, dash: isOther[number] ? [6, 4] : undefined,
    points: { show: dates || curve.x.length < 3, size: 7, fill: inks[number] }, spanGaps: false,
  }));
  const rows = spec.curves.map(({ x, y }) => [x, y]), bands = [];
  spec.curves.forEach((curve, number) => {
    if (!curve.off) return;
    for (const y of ends(curve)) {
      rows.push([curve.x, y]);
      series.push({ stroke: "transparent", points: { show: false }, spanGaps: false });
    }
    bands.push({ series: [rows.length, rows.length - 1], fill: () => `${inks[number]()}${SOFT}` });
  });
  const joined = uPlot.join(rows, rows.map(() => [2]));
  const axis = { stroke: () => colour("--soft"), grid: { stroke: () => colour("--grid"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  const plot = new uPlot({
    width: width(), height: height(),
    padding: [stripsPx, RIGHT_PX, last ? 0 : 2, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, sync: { key: sync }, drag: { x: true, y: false, setScale: true }, focus: { prox: -1 } },
    scales: { x: { time: dates, range: (u, low, high) => (u.data[0].length < 2 || (low === u.data[0][0] && high === u.data[0].at(-1)) ? span : [low, high]) }, y: { range: heights(spec) } },
    axes: [
      { ...axis, show: last, size: TIME_AXIS_PX, space: 64, values: (u, ticks) => (dates ? ticks.map(day).map(eachOnce) : ticks.map((tick) => clock(tick).replace(/\.0$/, ""))) },
      { ...axis, size: AXIS_PX, space: 26, values: (u, ticks) => ticks.map((tick) => `${+tick.toFixed(3)}${spec.unit === "°" ? "°" : ""}`.replace("-", "−")) },
    ],
    series: [{}, ...series], bands,
    hooks: { drawClear: [(u) => drawBand(u, spec)], draw: [(u) => spec.strips.forEach((runs, number) => drawStrip(u, runs, spec.strips.length - 1 - number))] },
  }, joined, box);
  const marker = plot.over.appendChild(document.createElement("div"));
  marker.className = "marker";
  marker.hidden = true;
  // uPlot distinguishes clicks from drags; a drag ends with a selection.
  plot.over.addEventListener("click", (event) => {
    if (plot.select.width < 2) onPick(plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, "x"));
  });
  const draw = () => plot.setSize({ width: width(), height: height() });
  new ResizeObserver(() => { if (Math.abs(plot.width - width()) > 1) draw(); }).observe(box);
  for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", draw);
  return {
    plot, box,
    mark(moment) {
      marker.style.left = `${plot.valToPos(moment, "x")}px`;
      marker.hidden = moment < plot.scales.x.min || moment > plot.scales.x.max;
      const words = ({ y, off }, at) => withUnit(y[at], spec.unit, off?.[at]);
      now.textContent = spec.curves.map((curve) => words(curve, indexAt(curve.x, moment))).join(" / ");
    },
  };
}

// The charts of a page with the moment that they all show, which is a slider to screen readers.
// play: what the space bar does. seen: what to do when the user moved the moment.
function timeline(host, specs, span, { seen, play }) {
  let moment = Math.max(0, span[0]);
  const charts = specs.map((spec, number) =>
    timeChart(host, spec, span, { last: number === specs.length - 1, sync: "moment", onPick: go }));
  host.setAttribute("aria-valuemin", span[0].toFixed(1));
  host.setAttribute("aria-valuemax", span[1].toFixed(1));

  function show(time) {
    moment = Math.min(span[1], Math.max(span[0], time));
    for (const chart of charts) chart.mark(moment);
    host.setAttribute("aria-valuenow", moment.toFixed(2));
    host.setAttribute("aria-valuetext", clock(moment));
  }
  function go(time) {
    show(time);
    seen(moment);
  }
  const steps = { ArrowLeft: -0.5, ArrowRight: 0.5, ArrowDown: -0.5, ArrowUp: 0.5, PageDown: -5, PageUp: 5 };
  host.addEventListener("keydown", (event) => {
    if (event.key in steps) go(moment + steps[event.key]);
    else if (event.key === "Home") go(span[0]);
    else if (event.key === "End") go(span[1]);
    else if (event.key === " ") play();
    else return;
    event.preventDefault();
  });
  for (const chart of charts) chart.plot.hooks.setScale = [() => requestAnimationFrame(() => show(moment))];
  for (const button of document.querySelectorAll("[data-at]")) {
    button.addEventListener("click", () => {
      go(Number(button.dataset.at));
      document.querySelector("video")?.scrollIntoView({ block: "nearest" });
    });
  }
  show(moment);
  return { show, go, charts, get moment() { return moment; } };
}
