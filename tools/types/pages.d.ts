// What scripts find in the pages: the elements that templates lay down, and libraries' globals.

/** Elements by id. A script runs where its template has them; those that may be absent say so. */
interface PageElements {
  // every page
  content: HTMLElement;
  menu: HTMLButtonElement | null;
  "offline-note": HTMLElement | null;
  "search-q": HTMLInputElement | null;
  "site-nav": HTMLElement | null;
  "site-q": HTMLInputElement;
  "site-search": HTMLFormElement;
  "site-search-said": HTMLElement;
  "site-suggestions": HTMLElement;
  // the map's page
  announce: HTMLElement;
  "by-unit-title": HTMLElement | null;
  "date-error": HTMLElement;
  "f-date": HTMLInputElement;
  "f-q": HTMLInputElement;
  filters: HTMLFormElement;
  "illustrative-corner": HTMLElement;
  "illustrative-note": HTMLElement | null;
  legend: HTMLDetailsElement;
  loading: HTMLElement;
  "map-area": HTMLElement;
  "map-config": HTMLElement;
  notices: HTMLElement;
  panel: HTMLElement;
  "panel-scroll": HTMLElement;
  play: HTMLButtonElement;
  "print-address": HTMLElement;
  "sheet-count": HTMLElement;
  "sheet-down": HTMLButtonElement;
  "sheet-grip": HTMLButtonElement;
  "sheet-handle": HTMLElement;
  "sheet-up": HTMLButtonElement;
  slider: HTMLInputElement;
  time: HTMLElement;
  today: HTMLElement;
  // pages behind it
  decide: HTMLFormElement | null;
  "compare-error": HTMLElement;
  outcome: HTMLElement | null;
  "photo-compare": HTMLElement;
  "photo-range": HTMLInputElement;
  // slides and their notes
  clock: HTMLElement;
  dark: HTMLButtonElement;
  "decide-said": HTMLElement;
  deck: HTMLElement;
  full: HTMLButtonElement;
  lonely: HTMLElement;
  maps: HTMLElement | null;
  "open-notes": HTMLAnchorElement | null;
  place: HTMLElement;
  restart: HTMLButtonElement;
  next: HTMLButtonElement;
  previous: HTMLButtonElement;
  spent: HTMLElement;
  // the map to take away
  data: HTMLElement;
}

/** The same of the map to take away, which is one file and has its own. */
interface OfflineElements {
  count: HTMLElement;
  filters: HTMLFormElement;
  late: HTMLInputElement;
  list: HTMLElement;
  month: HTMLInputElement;
  play: HTMLButtonElement;
  q: HTMLInputElement;
  sector: HTMLSelectElement;
  status: HTMLSelectElement;
  unit: HTMLSelectElement;
  when: HTMLElement;
}

interface Document {
  getElementById<K extends keyof PageElements>(id: K): PageElements[K];
}

// Scripts ask for HTML's elements alone: what is SVG here is made by scripts, and kept by them.
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(
    selectors: K,
  ): HTMLElementTagNameMap[K] | null;
  querySelector<E extends HTMLElement = HTMLElement>(selectors: string): E | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(
    selectors: K,
  ): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends HTMLElement = HTMLElement>(selectors: string): NodeListOf<E>;
}

interface Element {
  closest<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  closest<E extends HTMLElement = HTMLElement>(selectors: string): E | null;
}

interface Window {
  campaignMap: CampaignMap;
  campaignMaps: Record<string, CampaignMap>;
  /** Chart.js, on pages with charts. */
  Chart?: ChartLibrary;
  /** Set when the map to take away has been drawn. */
  offlineMapReady?: boolean;
}

/** What a tip of a chart tells of. */
interface ChartItem {
  raw: number | null;
  dataset: { label: string };
  chart: { data: { datasets: object[] } };
}

interface ChartLibrary {
  new (canvas: Element | null, settings: object): { destroy(): void };
  defaults: { font: { family: string } };
}

/** reveal.js, as far as the slides use it. */
declare const Reveal: new (element: HTMLElement, options: object) => {
  initialize(): Promise<void>;
  getIndices(): { h: number };
  next(): void;
  prev(): void;
  on(event: string, listener: () => void): void;
};
