// The camera of this device: shown at its full rate, and sent as JPEG whenever one would arrive.

const WANTED = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

export class Camera {
  #video;
  #connection;
  #encoder = null;
  #stream = null;
  #encoding = false;

  constructor(video, connection) {
    this.#video = video;
    this.#connection = connection;
  }

  get isOpen() {
    return this.#stream !== null;
  }

  get id() {
    return this.#stream?.getVideoTracks()[0].getSettings().deviceId ?? null;
  }

  // Whether it looks away from whoever looks at the screen.
  get looksAway() {
    return this.#stream?.getVideoTracks()[0].getSettings().facingMode === "environment";
  }

  async open(id = null) {
    if (!navigator.mediaDevices) {
      throw new Error("This browser gives no camera to this page. Open the https address.");
    }
    if (!window.OffscreenCanvas) throw new Error("This browser is too old. Update it.");
    this.close();
    this.#encoder ??= this.#startEncoder();
    const which = id ? { deviceId: { exact: id } } : {};
    this.#stream = await navigator.mediaDevices.getUserMedia({ video: { ...WANTED, ...which } });
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    this.#next();
  }

  #startEncoder() {
    const encoder = new Worker("encoder.js");
    encoder.onmessage = ({ data }) => this.#encoded(data);
    return encoder;
  }

  close() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#video.srcObject = null;
  }

  async others() {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return devices.filter((device) => device.kind === "videoinput" && device.deviceId);
  }

  #next() {
    const stream = this.#stream;
    const taken = (now, frame) => {
      if (stream !== this.#stream) return;
      this.#next();
      this.#send(frame?.captureTime ?? now);
    };
    if (this.#video.requestVideoFrameCallback) this.#video.requestVideoFrameCallback(taken);
    else requestAnimationFrame((now) => taken(now, null));
  }

  async #send(stampMs) {
    if (this.#encoding || !this.#connection.takesPicture || !this.#video.videoWidth) return;
    this.#encoding = true;
    try {
      const bitmap = await createImageBitmap(this.#video);
      this.#encoder.postMessage({ stampMs, bitmap }, [bitmap]);
    } catch {
      this.#encoding = false; // the camera was closed meanwhile
    }
  }

  #encoded(message) {
    this.#encoding = false;
    this.#connection.sendPicture(message);
  }
}

// What to do where the camera cannot be opened.
export function cameraTrouble(error) {
  const words = {
    NotAllowedError: "Let this page use the camera, in the address bar, then start again.",
    NotFoundError: "This device has no camera. Connect one, then start again.",
    NotReadableError: "Another program uses the camera. Close it, then start again.",
    OverconstrainedError: "That camera is gone. Choose another one.",
  };
  return words[error.name] ?? error.message;
}
