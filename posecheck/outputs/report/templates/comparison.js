"use strict";
// Two films and one timeline; its zero is the start of the hold in each film.
{
  const host = document.getElementById("timeline");
  const data = JSON.parse(document.getElementById("data").textContent);
  if (host && data.charts.length) {
    const films = [...document.querySelectorAll("video")];
    const button = document.getElementById("play");
    const span = [Math.min(...data.films.map((film, i) => film - data.starts[i])), Math.max(...data.ends.map((end, i) => end - data.starts[i]))];
    const shifted = (time, { clip }) => time - data.starts[clip];
    // Of both clips, or of one whose limits are not those of the other.
    const specs = data.charts.map((charts) => ({
      ...charts[0],
      limits: charts[0].limits.map((one) => ({ ...one, from: shifted(one.from, charts[0]) })),
      curves: charts.map((chart) => ({ ...chart, x: chart.x.map((x) => shifted(x, chart)) })),
      strips: charts.map((chart) => chart.runs.map(([start, end, code]) => [shifted(start, chart), shifted(end, chart), code])),
      words: charts.map(({ clip, words }) => `${data.names[clip]}: ${words}`).join(" "),
    }));
    const LATE_S = 0.12;
    let since = null; // while playing: since when, and from which moment

    // The time of a film at a moment; outside its range the film waits at its nearer end.
    function place(film, i, moment, exactly) {
      const at = moment + data.starts[i] - data.films[i] + data.half_frames[i];
      const runs = since !== null && at >= 0 && at < film.duration;
      if (exactly || Math.abs(film.currentTime - at) > LATE_S) film.currentTime = Math.min(film.duration || 0, Math.max(0, at));
      if (runs && film.paused) film.play().catch(() => {});
      if (!runs && !film.paused) film.pause();
    }
    function follow() {
      if (since === null) return;
      const moment = since.moment + (performance.now() - since.at) / 1000;
      if (moment >= span[1]) return toggle();
      line.show(moment);
      films.forEach((film, i) => place(film, i, moment, false));
      requestAnimationFrame(follow);
    }
    function toggle() {
      since = since === null ? { at: performance.now(), moment: line.moment >= span[1] - 0.05 ? span[0] : line.moment } : null;
      button.textContent = since ? "Pause" : "Play both";
      button.setAttribute("aria-pressed", String(since !== null));
      if (since) follow(); else films.forEach((film) => film.pause());
    }
    const line = timeline(host, specs, span, {
      seen: (moment) => {
        if (since) since = { at: performance.now(), moment };
        films.forEach((film, i) => place(film, i, moment, true));
      },
      play: () => { if (button) toggle(); },
    });
    button?.addEventListener("click", toggle);
    line.go(0);
  }
}
