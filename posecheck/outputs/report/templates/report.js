"use strict";
// Keeps the film and the timeline at the same moment.
{
  const host = document.getElementById("timeline");
  if (host) {
    const film = document.getElementById("film");
    const data = JSON.parse(document.getElementById("data").textContent);
    const specs = data.charts.map((chart) => ({ ...chart, curves: [{ x: chart.x, y: chart.y }], strips: [chart.runs] }));
    let sought = null; // the moment that was asked for, until the film plays on
    const line = timeline(host, specs, [0, data.end], {
      seen: (moment) => {
        sought = moment;
        if (film) film.currentTime = moment + data.half_frame;
      },
      play: () => { if (film) film.paused ? film.play() : film.pause(); },
    });
    if (film) {
      const follow = () => {
        if (!film.paused) sought = null;
        line.show(sought ?? film.currentTime);
        if (!film.paused && !film.ended) requestAnimationFrame(follow);
      };
      for (const event of ["play", "seeked", "pause", "ended"]) film.addEventListener(event, follow);
    }
  }
}
