/** A store of a browser, in memory. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

/** What a tab of a browser keeps. */
export interface Tab {
  readonly sessionStorage: Storage;
  readonly localStorage: Storage;
}

/** Gives this process the stores of a tab, empty ones: to be called before what reads them is loaded. */
export function openTab(): Tab {
  const tab = { sessionStorage: storage(), localStorage: storage() };
  Object.assign(globalThis, tab);
  return tab;
}
