// Keeps what was not sent yet in the browser, per window; a window that died leaves it to the next.

const PREFIX = "unsent";

const store = {
  get: (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  put: (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A full or forbidden store: the text still stands in the window.
    }
  },
  drop: (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // As above.
    }
  },
  keys: () => {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  },
};

/** Hold a window's name for as long as the window lives; false when another one holds it. */
function hold(client) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((settle) => {
    navigator.locks.request(`${PREFIX}:${client}`, { ifAvailable: true }, (lock) => {
      settle(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}

/** Find what a dead window of the same person left for this place: `{client, panes}`, or null. */
export async function findLeft(place) {
  for (const key of store.keys().filter((each) => each.startsWith(`${PREFIX}:${place}:`))) {
    const left = store.get(key);
    const client = key.split(":").at(-1);
    if (left && (await hold(client))) return { client, panes: left };
  }
  return null;
}

export const holdName = hold;

/** Remember, or forget when there is nothing: `panes` is {language: what it has not sent}. */
export function keepUnsent(place, client, panes) {
  const key = `${PREFIX}:${place}:${client}`;
  if (Object.keys(panes).length) store.put(key, panes);
  else store.drop(key);
}

/** Whether this window suggests in a text: it goes on so in the next section. */
export class Mode {
  constructor(text) {
    this.key = `suggesting:${text}`;
  }

  get isSuggesting() {
    try {
      return sessionStorage.getItem(this.key) === "1";
    } catch {
      return false;
    }
  }

  keep(isOn) {
    try {
      sessionStorage.setItem(this.key, isOn ? "1" : "");
    } catch {
      // A forbidden store: each section begins with writing.
    }
  }
}
