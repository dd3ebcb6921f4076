"use strict";
// Charts from session to session.
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const DAY_S = 86400;
  for (const host of document.querySelectorAll("[data-charts]")) {
    const charts = data.stretches[Number(host.dataset.charts)];
    const times = charts.flatMap((chart) => chart.curves.flatMap((curve) => curve.x));
    const low = times.reduce((a, b) => Math.min(a, b)), high = times.reduce((a, b) => Math.max(a, b));
    const room = Math.max(DAY_S / 2, (high - low) * 0.03);
    charts.forEach((chart, number) =>
      timeChart(host, { ...chart, strips: [] }, [low - room, high + room], {
        last: number === charts.length - 1, sync: `history${host.dataset.charts}`, dates: true, onPick: () => {},
      }));
  }
}
