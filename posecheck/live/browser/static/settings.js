// The choices of this device: what is heard, which camera, mirrored or not.

import { Voice } from "./voice.js";

const element = (id) => document.getElementById(id);

function option(value, words) {
  return Object.assign(document.createElement("option"), { value, textContent: words });
}

export class Settings {
  #voice;
  #camera;
  #use;

  // use(id): opens another camera.
  constructor({ settings, voice, camera, use, mirror }) {
    this.#voice = voice;
    this.#camera = camera;
    this.#use = use;
    voice.sound = settings.voice ? "speech" : "silence";
    element("sound").value = voice.sound;
    element("mirror").checked = settings.mirror;
    element("sound").onchange = ({ target }) => this.#hear(target.value);
    element("voice").onchange = ({ target }) => (voice.name = target.value);
    element("speed").onchange = ({ target }) => (voice.rate = Number(target.value));
    element("camera").onchange = ({ target }) => this.#use(target.value);
    element("mirror").onchange = ({ target }) => mirror(target.checked);
    for (const button of document.querySelectorAll('[data-open="settings"]')) {
      button.onclick = () => this.open();
    }
    mirror(settings.mirror);
  }

  get isOpen() {
    return element("settings").open;
  }

  async open() {
    this.#listVoices();
    await this.#listCameras();
    element("settings").showModal();
  }

  #hear(sound) {
    this.#voice.sound = sound;
    this.#voice.fallSilent();
  }

  #listVoices() {
    const voices = Voice.voices();
    const options = voices.map((voice) => option(voice.name, `${voice.name} (${voice.lang})`));
    const none = option("", "This browser has no voice: a bell rings");
    element("voice").replaceChildren(...(options.length ? options : [none]));
    element("voice").disabled = !options.length;
    if (this.#voice.name) element("voice").value = this.#voice.name;
  }

  async #listCameras() {
    const cameras = this.#camera.isOpen ? await this.#camera.others() : [];
    const names = cameras.map((one, i) => option(one.deviceId, one.label || `Camera ${i + 1}`));
    const none = option("", "This device does not film");
    element("camera").replaceChildren(...(names.length ? names : [none]));
    element("camera").disabled = !names.length;
    if (this.#camera.id) element("camera").value = this.#camera.id;
  }
}
