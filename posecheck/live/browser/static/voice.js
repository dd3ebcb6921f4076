// Says what posecheck tells: the newest waits while something is being said, and what waited is
// dropped. Where nothing can be spoken, or a bell is wanted, tones are played.

const LOUDNESS = 0.4;
const FADE_S = 0.008;
const STUCK_MS = 40_000;

export class Voice {
  #audio = null;
  #waiting = null;
  #speaking = false;
  sound = "speech";
  rate = 1;
  name = null;

  // Browsers let a page be heard only after somebody has pressed something on it.
  unlock() {
    this.#audio ??= window.AudioContext ? new AudioContext() : null;
    this.#audio?.resume();
    if (this.#canSpeak) speechSynthesis.speak(new SpeechSynthesisUtterance(""));
  }

  // Those of the device itself, for other voices send the words to their maker; the words are English.
  static voices() {
    const voices = (window.speechSynthesis?.getVoices() ?? []).filter((voice) => voice.localService);
    const english = voices.filter((voice) => voice.lang.startsWith("en"));
    return english.length ? english : voices;
  }

  say({ words, tones }) {
    if (this.sound === "silence") return;
    if (this.sound === "bell" || !this.#canSpeak) this.#play(tones);
    else if (words) this.#speak(words);
  }

  breathe({ words }) {
    if (this.sound === "speech" && this.#canSpeak && !this.#speaking) this.#speak(words);
  }

  fallSilent() {
    this.#waiting = null;
    window.speechSynthesis?.cancel();
  }

  get #canSpeak() {
    return Voice.voices().length > 0;
  }

  #speak(words) {
    if (this.#speaking) {
      this.#waiting = words;
      return;
    }
    this.#speaking = true;
    const spoken = new SpeechSynthesisUtterance(words);
    const voice = Voice.voices().find((one) => one.name === this.name) ?? Voice.voices()[0];
    Object.assign(spoken, { rate: this.rate, voice, lang: voice.lang });
    const stuck = setTimeout(() => speechSynthesis.cancel(), STUCK_MS);
    spoken.onend = spoken.onerror = () => {
      clearTimeout(stuck);
      this.#speaking = false;
      const next = this.#waiting;
      this.#waiting = null;
      if (next) this.#speak(next);
    };
    speechSynthesis.speak(spoken);
  }

  // tones: [hertz, seconds] each, one after the other.
  #play(tones) {
    const audio = this.#audio;
    if (audio?.state !== "running") return;
    let start = audio.currentTime;
    for (const [hertz, seconds] of tones) {
      const tone = new OscillatorNode(audio, { frequency: hertz });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setTargetAtTime(LOUDNESS, start, FADE_S);
      volume.gain.setTargetAtTime(0, start + seconds - 4 * FADE_S, FADE_S);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + seconds);
      start += seconds;
    }
  }
}
