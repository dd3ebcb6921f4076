// A session on this page: posecheck decides what is said and shown, this page shows and says it.

import { Camera, cameraTrouble } from "./camera.js";
import { Connection } from "./connection.js";
import { Lobby } from "./lobby.js";
import { Overlay } from "./overlay.js";
import { showNow, showSummary } from "./panel.js";
import { Settings } from "./settings.js";
import { Voice } from "./voice.js";

const ENDED = "The session is over, or posecheck is no longer within reach. You can close this page.";
const KEYS = { " ": "toggle", n: "skip", r: "repeat", q: "quit" };
const SECTIONS = ["lobby", "session", "summary", "over"];

const element = (id) => document.getElementById(id);
const film = element("film");
const picture = element("picture");
const overlay = new Overlay(element("overlay"));
const voice = new Voice();
const settings = await (await fetch("settings")).json();

let joinedAs = null;
let wantsToFilm = false;
let newest = null;
let summarized = false;

const connection = new Connection({
  opened() {
    element("lost").hidden = true;
    if (wantsToFilm) connection.send("film", true);
  },
  lost() {
    element("lost").hidden = false;
  },
  gone: leave,
  messages: (messages) => messages.forEach(take),
  picture: showPicture,
});
const camera = new Camera(film, connection);
const lobby = new Lobby(settings, join);
const choices = new Settings({ settings, voice, camera, use: useCamera, mirror });

const takers = {
  stage: (stage) => {
    lobby.stage(stage);
    if (!joinedAs) show("lobby");
  },
  role(role) {
    lobby.takes(role);
    if (wantsToFilm && !role.may_film) stopFilming();
  },
  now(now) {
    newest = now;
    if (!joinedAs) return;
    show("session");
    showNow(now);
    draw();
    if (now.stamp === null || joinedAs === "screen") return;
    performance.measure("capture to overlay", { start: now.stamp, end: performance.now() });
    performance.clearMeasures();
  },
  say: (said) => joinedAs && joinedAs !== "camera" && voice.say(said),
  breathe: (said) => joinedAs && joinedAs !== "camera" && voice.breathe(said),
  summary(summary) {
    summarized = true;
    // A report is still to come, or is there for as long as the connection is.
    if (!summary.awaits_report && !summary.report) connection.end();
    camera.close();
    showSummary(summary);
    show("summary");
    element("summary-title").focus();
  },
  refused({ words }) {
    finish(words);
  },
  over: leave,
};

function take(message) {
  takers[message.kind]?.(message);
}

function show(section) {
  for (const id of SECTIONS) element(id).hidden = id !== section;
}

// posecheck has ended: the summary stays, anything else does not.
function leave() {
  if (summarized) connection.end();
  else if (!connection.hasEnded) finish(ENDED);
}

function finish(words) {
  connection.end();
  camera.close();
  voice.fallSilent();
  element("lost").hidden = true;
  element("over-words").textContent = words;
  show("over");
}

async function join(role, index) {
  voice.unlock();
  lobby.trouble(null);
  if (role !== "screen") {
    try {
      await useCamera();
    } catch (error) {
      lobby.trouble(cameraTrouble(error));
      return;
    }
    wantsToFilm = true;
    connection.send("film", true);
  }
  joinedAs = role;
  if (index !== null) connection.send("choose", index);
  film.hidden = role === "screen";
  picture.hidden = role !== "screen";
  stayAwake();
  if (newest) takers.now(newest);
  else if (role === "screen" && settings.films) lobby.wait();
  else show("session");
}

async function useCamera(id = null) {
  await camera.open(id);
  mirror(settings.mirror && !camera.looksAway);
}

function stopFilming() {
  wantsToFilm = false;
  camera.close();
  joinedAs = "screen";
  film.hidden = true;
  picture.hidden = false;
}

function mirror(wanted) {
  element("mirror").checked = wanted;
  element("stage").classList.toggle("mirrored", wanted);
  overlay.mirrored = wanted;
  draw();
}

function draw() {
  const size = joinedAs === "screen"
    ? [picture.width, picture.height]
    : [film.videoWidth, film.videoHeight];
  overlay.draw(newest?.figure, size, element("corner").getBoundingClientRect());
}

async function showPicture(jpeg) {
  const decoded = await createImageBitmap(jpeg);
  if (picture.width !== decoded.width || picture.height !== decoded.height) {
    Object.assign(picture, { width: decoded.width, height: decoded.height });
    draw();
  }
  picture.getContext("2d", { alpha: false }).drawImage(decoded, 0, 0);
  decoded.close();
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Refused with an empty battery: the session goes on until the device sleeps.
  }
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

for (const button of document.querySelectorAll("[data-command]")) {
  button.onclick = () => connection.send("command", button.dataset.command);
}
element("full").onclick = toggleFullScreen;
addEventListener("resize", draw);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && joinedAs) stayAwake();
});
// One that was pressed with a mouse or a finger would take the space bar from the session.
document.addEventListener("click", ({ detail, target }) => {
  if (detail) target.closest("button")?.blur();
}, { capture: true });
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("button, input, select");
  if (choices.isOpen || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!element("lobby").hidden) {
    if (!typing || event.key !== "Enter") lobby.press(event.key);
  } else if (!element("session").hidden) {
    if (event.key === " " && typing) return;
    if (event.key === "f") toggleFullScreen();
    if (!KEYS[event.key]) return;
    event.preventDefault();
    connection.send("command", KEYS[event.key]);
  }
});
