// What is shown before this device takes part: what to do, and as what.

const element = (id) => document.getElementById(id);

export class Lobby {
  #join;
  #stage = null;
  #role = null;

  // join(role, index): index of the choice, null where one was made already.
  constructor(settings, join) {
    this.#join = join;
    if (settings.share) this.#showShare(settings.share);
  }

  get role() {
    if (!this.#role?.may_film) return "screen";
    const chosen = document.querySelector('input[name="role"]:checked');
    return element("roles").hidden ? "both" : chosen.value;
  }

  // Nothing more to do here until the session begins.
  wait() {
    element("lobby-title").textContent = "Waiting for a camera …";
    element("choices").replaceChildren();
    element("roles").hidden = true;
    element("asks").hidden = true;
  }

  stage(stage) {
    this.#stage = stage;
    this.#show();
  }

  takes(role) {
    this.#role = role;
    element("taken").hidden = !role.words;
    element("taken").textContent = role.words ?? "";
    element("asks").hidden = !role.may_film;
    element("roles").hidden = !role.may_film || element("share").hidden;
  }

  trouble(words) {
    element("trouble").hidden = !words;
    element("trouble").textContent = words ?? "";
  }

  // Press the button of a key, if there is one.
  press(key) {
    const buttons = element("choices").querySelectorAll("button");
    const index = key === "Enter" && buttons.length === 1 ? 0 : Number(key) - 1;
    buttons[index]?.click();
  }

  #show() {
    const { stage, choices } = this.#stage;
    const chosen = stage !== "choose";
    const title = choices.length > 1 ? "What would you like to do?" : choices[0];
    element("lobby-title").textContent = title;
    const buttons = choices.map((words, index) => {
      const item = document.createElement("li");
      item.append(this.#button(words, index, choices.length > 1, chosen));
      return item;
    });
    element("choices").replaceChildren(...buttons);
  }

  #button(words, index, several, chosen) {
    const button = document.createElement("button");
    button.type = "button";
    if (several) {
      const digit = Object.assign(document.createElement("span"), {
        className: "digit", textContent: index + 1, ariaHidden: "true",
      });
      button.append(digit, words);
      button.setAttribute("aria-keyshortcuts", index + 1);
    } else {
      button.className = "start";
      button.textContent = chosen ? "Take part" : "Start";
    }
    button.onclick = () => this.#join(this.role, chosen ? null : index);
    return button;
  }

  #showShare({ fingerprint }) {
    element("share").hidden = false;
    element("code").src = "code.svg";
    element("fingerprint").textContent = fingerprint;
  }
}
