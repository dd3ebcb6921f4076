"use strict";
// Keeps the film and the timeline at the same moment. Moments are those of the clip; the film begins
// where the analysed part of the clip does.
{
  const host = document.getElementById("timeline");
  if (host) {
    const film = document.getElementById("film");
    const data = JSON.parse(document.getElementById("data").textContent);
    const specs = data.charts.map((chart) => ({ ...chart, curves: [{ x: chart.x, y: chart.y, off: chart.off }], strips: [chart.runs] }));
    let sought = null; // the moment that was asked for, until the film plays on
    const line = timeline(host, specs, [data.start, data.end], {
      seen: (moment) => {
        sought = moment;
        if (film) film.currentTime = moment - data.start + data.half_frame;
      },
      play: () => { if (film) film.paused ? film.play() : film.pause(); },
    });
    if (film) {
      const follow = () => {
        if (!film.paused) sought = null;
        line.show(sought ?? film.currentTime + data.start);
        if (!film.paused && !film.ended) requestAnimationFrame(follow);
      };
      for (const event of ["play", "seeked", "pause", "ended"]) film.addEventListener(event, follow);
    }
  }
}
