// The connection to posecheck: taken up again where it breaks, for as long as posecheck waits.

const GRACE_MS = 30_000;
const RETRY_MS = 500;
const CLOSED_FOR_GOOD = [4001, 4002];
const SERVER_ENDED = 1012;
const MOST_UNDER_WAY = 2;

// posecheck says something every 2 s; a network that fails closes nothing.
const SILENT_MS = 6_000;
const LOOK_MS = 1_000;

export class Connection {
  #socket = null;
  #handlers;
  #lostSince = null;
  #over = false;
  #picturesUnderWay = 0;
  #heardAt = 0;

  // handlers: opened(), messages(list), picture(blob), lost(), gone()
  constructor(handlers) {
    this.#handlers = handlers;
    this.#open();
    setInterval(() => this.#listen(), LOOK_MS);
  }

  send(kind, value = null) {
    if (this.isOpen) this.#socket.send(JSON.stringify({ kind, value }));
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  // Whether a picture would arrive at once: older ones never wait in a queue.
  get takesPicture() {
    return this.isOpen && this.#picturesUnderWay < MOST_UNDER_WAY;
  }

  sendPicture(message) {
    if (!this.isOpen) return;
    this.#picturesUnderWay += 1;
    this.#socket.send(message);
  }

  get hasEnded() {
    return this.#over;
  }

  // Nothing more will come: the connection is not taken up again.
  end() {
    this.#over = true;
  }

  #open() {
    const address = new URL("session", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.searchParams.set("page", pageName());
    this.#socket = new WebSocket(address);
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = (event) => this.#received(event.data);
    this.#socket.onclose = (event) => this.#closed(event.code);
  }

  #opened() {
    this.#lostSince = null;
    this.#picturesUnderWay = 0;
    this.#heardAt = performance.now();
    this.#handlers.opened();
  }

  // Closing takes as long as the network fails, so it is not waited for.
  #listen() {
    if (!this.isOpen || performance.now() - this.#heardAt < SILENT_MS) return;
    this.#socket.onclose = this.#socket.onmessage = null;
    this.#socket.close();
    this.#closed();
  }

  #received(data) {
    this.#heardAt = performance.now();
    if (data instanceof Blob) {
      this.#handlers.picture(data);
      return;
    }
    const messages = JSON.parse(data);
    if (messages[0]?.kind === "took") {
      this.#picturesUnderWay -= 1;
      return;
    }
    if (messages[0]?.kind === "alive") return;
    this.#handlers.messages(messages);
    this.send("drawn");
  }

  #closed(code) {
    if (this.#over || CLOSED_FOR_GOOD.includes(code)) return;
    this.#lostSince ??= performance.now();
    if (code === SERVER_ENDED || performance.now() - this.#lostSince > GRACE_MS) {
      this.#handlers.gone();
      return;
    }
    this.#handlers.lost();
    setTimeout(() => this.#open(), RETRY_MS);
  }
}

// The same after loading the page again, so that it takes its own place and no other.
function pageName() {
  let name = sessionStorage.getItem("page");
  if (!name) {
    name = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join("");
    sessionStorage.setItem("page", name);
  }
  return name;
}
