// Draws the figure over the picture, sharp on any screen: bones, arcs, marks and values.

const COLOURS = { good: "#56b4e9", borderline: "#f0c828", fix: "#e2580a", cannot_judge: "#b2b4b8" };
const SIGNS = { good: "✓", borderline: "~", fix: "!" };
const DASHES = { borderline: [3.2, 1.7], cannot_judge: [0.2, 4.6] };
const WIDTHS = { fix: 1.7, cannot_judge: 0.6 };
const VALUE_SIZE = 3.8;
const LEAST_PX = 12;
const INK = "#121418";
const MUTED = "#cdd0d4";

export class Overlay {
  #canvas;
  #context;
  #middle = 0;
  #corner;
  mirrored = false;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
  }

  // size: [width, height] of the picture that lies below, which fills the canvas as far as it fits.
  // corner: where on the screen something lies on its lower right end.
  draw(figure, size, corner) {
    const width = this.#canvas.clientWidth * devicePixelRatio;
    const height = this.#canvas.clientHeight * devicePixelRatio;
    if (this.#canvas.width !== Math.round(width)) this.#canvas.width = width;
    if (this.#canvas.height !== Math.round(height)) this.#canvas.height = height;
    this.#context.clearRect(0, 0, width, height);
    if (!figure || !size[0]) return;
    this.#place(size, width, height);
    const { left, top } = this.#canvas.getBoundingClientRect();
    this.#corner = {
      left: (corner.left - left) * devicePixelRatio,
      top: corner.width ? (corner.top - top) * devicePixelRatio : Infinity,
    };
    this.#drawFigure(figure);
  }

  #place([pictureWidth, pictureHeight], width, height) {
    const scale = Math.min(width / pictureWidth, height / pictureHeight);
    this.width = pictureWidth * scale;
    this.height = pictureHeight * scale;
    this.left = (width - this.width) / 2;
    this.top = (height - this.height) / 2;
    this.unit = Math.min(this.width * 0.75, this.height) / 100;
  }

  #drawFigure(figure) {
    for (const line of figure.plain) this.#line(line, MUTED, 0.5);
    for (const { line, grade } of figure.bones) this.#bone(line, grade);
    for (const { line, grade } of figure.arcs) this.#line(line, COLOURS[grade], 0.5);
    for (const { at, grade } of figure.marks) this.#mark(at, grade);
    const across = figure.marks.map(({ at }) => at[0]);
    this.#middle = across.reduce((sum, x) => sum + x, 0) / (across.length || 1);
    const taken = [];
    for (const value of figure.values) taken.push(this.#value(value, taken));
  }

  // Positions in pixels of the canvas, from x and y in turn as shares of the picture.
  #points(shares) {
    const points = [];
    for (let i = 0; i < shares.length; i += 2) {
      const x = this.mirrored ? 1 - shares[i] : shares[i];
      points.push([this.left + x * this.width, this.top + shares[i + 1] * this.height]);
    }
    return points;
  }

  #line(shares, colour, width, dashes = []) {
    const context = this.#context;
    context.beginPath();
    for (const [x, y] of this.#points(shares)) context.lineTo(x, y);
    context.strokeStyle = colour;
    context.lineWidth = width * this.unit;
    context.lineCap = dashes.length ? "butt" : "round";
    context.setLineDash(dashes.map((dash) => dash * context.lineWidth));
    context.stroke();
    context.setLineDash([]);
  }

  #bone(line, grade) {
    const width = 0.9 * (WIDTHS[grade] ?? 1);
    this.#line(line, INK, width + 0.5);
    this.#line(line, COLOURS[grade], width, DASHES[grade] ?? []);
  }

  #mark(at, grade) {
    const [[x, y]] = this.#points(at);
    const radius = 2.2 * this.unit;
    const context = this.#context;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = COLOURS[grade];
    context.fill();
    context.lineWidth = 0.3 * this.unit;
    context.strokeStyle = INK;
    context.stroke();
    this.#text(SIGNS[grade], x, y, { size: 3.4, colour: INK, align: "center" });
  }

  #text(words, x, y, { size, colour, align = "left", weight = 700 }) {
    const context = this.#context;
    context.font = `${weight} ${size * this.unit}px system-ui, sans-serif`;
    context.textAlign = align;
    context.textBaseline = "middle";
    context.fillStyle = colour;
    context.fillText(words, x, y);
    return context.measureText(words).width;
  }

  // Beside its joint, on the side away from the body; moved down where another value is already, and
  // aside where the corner is. In a small picture there is no room for the limits.
  #value({ at, grade, name, limits }, taken) {
    const [[x, y]] = this.#points(at);
    const size = Math.max(VALUE_SIZE, (LEAST_PX * devicePixelRatio) / this.unit);
    const target = limits && size === VALUE_SIZE ? ` / ${limits}` : "";
    const context = this.#context;
    context.font = `700 ${size * this.unit}px system-ui, sans-serif`;
    const width = context.measureText(`${SIGNS[grade] ?? "?"} ${name}${target}`).width + 3 * this.unit;
    const height = 1.6 * size * this.unit;
    const gap = 4 * this.unit;
    const toRight = at[0] > this.#middle === !this.mirrored;
    const wanted = toRight ? x + gap : x - gap - width;
    const leftAt = (top) => {
      const end = top + height > this.#corner.top ? this.#corner.left : Infinity;
      return Math.max(this.left, Math.min(wanted, Math.min(end, this.left + this.width) - width));
    };
    let top = Math.max(this.top, Math.min(y - height / 2, this.top + this.height - height));
    let left = leftAt(top);
    const meets = ([l, t]) => Math.abs(t - top) < height && l < left + width && left < l + width;
    while (taken.some(meets)) {
      top += height * 1.1;
      left = leftAt(top);
    }
    context.fillStyle = "rgb(18 20 24 / 82%)";
    context.fillRect(left, top, width, height);
    context.fillStyle = COLOURS[grade];
    context.fillRect(left, top, 0.8 * this.unit, height);
    const middle = top + height / 2;
    const style = { size, colour: COLOURS[grade] };
    let start = left + 1.8 * this.unit;
    start += this.#text(`${SIGNS[grade] ?? "?"} `, start, middle, style);
    start += this.#text(name, start, middle, { ...style, colour: "#fff" });
    this.#text(target, start, middle, { ...style, colour: MUTED, weight: 400 });
    return [left, top];
  }
}
